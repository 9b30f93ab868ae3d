<#
.SYNOPSIS
    On Windows what `make run`, `make build` and their checks do elsewhere: set-up, the program from source, both
    builds, started and checked.

.DESCRIPTION
    Needs Python 3.11 to 3.13. From the folder of the checkout:

        powershell -ExecutionPolicy Bypass -File packaging\smoke.ps1 [-Python C:\Path\python.exe] [-SourceOnly]

    Stops at the first thing that is not as expected and ends with exit code 1. What is checked about the builds
    stands in packaging\smoke.py, the same for every system. The account's Credential Manager is given two secrets of
    the service "border-workstation" and loses them again; everything else lies in a folder of its own under TEMP.
    Run it in an account that has no bench of its own.
#>
param(
    [string] $Python = "python",
    [switch] $SourceOnly
)

Set-StrictMode -Version Latest
$ErrorActionPreference = "Stop"
$root = Split-Path -Parent $PSScriptRoot
$work = Join-Path ([IO.Path]::GetTempPath()) ("workstation-smoke-" + [Guid]::NewGuid().ToString("N"))
$own = Join-Path $root ".venv\Scripts\python.exe"

# Runs a program to its end and fails on an exit code, or on any output, that is not expected.
function Start-Checked {
    param(
        [string] $Program,
        [string[]] $Arguments,
        [int] $Code = 0,
        [string] $Said = "^$"
    )
    $output = Join-Path $work ("out-" + [Guid]::NewGuid().ToString("N"))
    $errors = "$output.err"
    $quoted = $Arguments | ForEach-Object { '"' + $_ + '"' }
    $process = Start-Process -FilePath $Program -ArgumentList $quoted -WorkingDirectory $root -NoNewWindow `
        -PassThru -RedirectStandardOutput $output -RedirectStandardError $errors
    $handle = $process.Handle  # without having been asked for, the exit code is not kept
    if (-not $process.WaitForExit(300000)) {
        Stop-Process -Id $process.Id -Force
        throw "$Arguments did not end within five minutes"
    }
    $text = ((Get-Content -Raw $output) + (Get-Content -Raw $errors)).Trim()
    if ($process.ExitCode -ne $Code) {
        throw "$Arguments ended with $($process.ExitCode), not $Code, and said:`n$text"
    }
    if ($text -notmatch $Said) {
        throw "$Arguments said what is not expected:`n$text"
    }
    Write-Host "  ok   $Arguments"
}

# A window, not an empty picture: as large as a window, and with many colours.
function Test-Picture {
    param([string] $Path)
    Add-Type -AssemblyName System.Drawing
    $picture = [System.Drawing.Bitmap]::FromFile($Path)
    try {
        $colours = [System.Collections.Generic.HashSet[int]]::new()
        for ($x = 0; $x -lt $picture.Width; $x += 7) {
            for ($y = 0; $y -lt $picture.Height; $y += 7) {
                [void] $colours.Add($picture.GetPixel($x, $y).ToArgb())
            }
        }
        if ($picture.Width -lt 1000 -or $picture.Height -lt 600 -or $colours.Count -lt 200) {
            throw "$Path is $($picture.Width) x $($picture.Height) with $($colours.Count) colours"
        }
        Write-Host "  ok   $Path"
    }
    finally {
        $picture.Dispose()
    }
}

[void] (New-Item -ItemType Directory -Path $work)
Push-Location $root
try {
    # The set-up of `make build`, which is that of `make setup` and more.
    & $Python packaging\setup\environment.py dev
    if ($LASTEXITCODE -ne 0) { throw "the set-up failed" }

    # From source, as README says it for Windows.
    $picture = Join-Path $work "source.png"
    $training = @("-m", "workstation", "--profile", "training", "--home", (Join-Path $work "home"))
    Start-Checked $own @("-m", "workstation", "--version") -Said "^[0-9][^\r\n]*$"
    Start-Checked $own ($training + @("--consignments", "12", "--screenshot", $picture))
    Test-Picture $picture
    Start-Checked $own @("-m", "workstation", "--home", (Join-Path $work "live")) -Code 2 `
        -Said "^This bench is not connected to a central service yet\.[^\r\n]*$"
    # A folder that follows its owner from machine to machine is refused in words.
    Start-Checked $own @("-m", "workstation", "--home", (Join-Path $env:APPDATA "workstation-smoke")) -Code 2 `
        -Said "follows its owner from machine to machine"

    # Both builds, started and checked by packaging\smoke.py.
    if (-not $SourceOnly) {
        & $own packaging\build.py
        if ($LASTEXITCODE -ne 0) { throw "the builds are not as they should be" }
    }
    Write-Host "smoke: everything is as expected"
}
catch {
    Write-Host "smoke: $($_.Exception.Message)"
    exit 1
}
finally {
    Pop-Location
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue $work
}
