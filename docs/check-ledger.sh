#!/bin/sh
# Checks a ledger that `workstation ledger export` wrote, without that program: docs/ledger-export.md says what
# is checked and why. Needs a POSIX shell and awk, and openssl 3 or newer.
#
#   check-ledger.sh [--last-signatures] FILE
#
# --last-signatures checks only the newest signature of each key: by the chain of hashes it covers all before it.
# Exit code: 0 sound; 1 something is wrong, the first thing is said; 2 it could not be checked, or nothing in it is
# signed, so that anybody may have made it.

set -u
LC_ALL=C
export LC_ALL
umask 077

give_up() {
    echo "$1" >&2
    exit 2
}

every=1
if [ "${1-}" = --last-signatures ]; then
    every=0
    shift
fi
[ $# -eq 1 ] || give_up "usage: check-ledger.sh [--last-signatures] FILE"
[ -r "$1" ] || give_up "$1 cannot be read."
case $(head -n 1 <"$1") in
"ledger-export	1	export" | "ledger-export	1	archive") ;;
*) give_up "$1 is no ledger export of version 1." ;;
esac

work=$(mktemp -d) || give_up "There is no room for the work."
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
mkdir "$work/body" "$work/text" "$work/signature"
: >"$work/faults"
: >"$work/hashes"
: >"$work/texts"
: >"$work/signatures"

# --- 1. the lines: order, chain, what each entry says of itself. Bodies are written out for openssl. -----------------

awk -F '\t' -v work="$work" -v every="$every" '
# What is printed is nothing that a terminal would obey.
function harmless(words) { gsub(/[^ -~]/, "?", words); return words == "" ? "-" : words }
function fault(at, words) { print at + 0 "\t2\t" harmless(words) > (work "/faults") }

# Base64 by pairs of characters: 12 bits each.
function begin(    i, j, a) {
    a = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (i = 0; i < 64; i++)
        for (j = 0; j < 64; j++)
            bits[substr(a, i + 1, 1) substr(a, j + 1, 1)] = i * 64 + j
    for (i = 0; i < 64; i++)
        bits[substr(a, i + 1, 1) "="] = i * 64
    bits["=="] = 0
    for (i = 1; i < 256; i++)
        letter[i] = sprintf("%c", i)
    for (i = 0; i < 256; i++)
        octal[i] = sprintf("\\%03o", i)
    for (i = 0; i < 16; i++)
        nibble[substr("0123456789abcdef", i + 1, 1)] = i
    head_sequence = -1
}

# The bytes of a base64 text, each as table[byte]; "?" where it is no base64.
function decoded(text, table,    n, i, a, b, out, middle) {
    n = length(text)
    if (n % 4) return "?"
    out = ""
    for (i = 1; i <= n; i += 4) {
        a = substr(text, i, 2); b = substr(text, i + 2, 2)
        if (!(a in bits) || !(b in bits)) return "?"
        a = bits[a]; b = bits[b]
        middle = (a % 16) * 16 + int(b / 256)
        out = out table[int(a / 16)]
        if (substr(text, i + 2, 1) != "=") out = out table[middle]
        if (substr(text, i + 3, 1) != "=") out = out table[b % 256]
    }
    return out
}

function octals_of_hex(text,    i, out) {
    out = ""
    for (i = 1; i < length(text); i += 2)
        out = out octal[nibble[substr(text, i, 1)] * 16 + nibble[substr(text, i + 1, 1)]]
    return out
}

function octals_of(text,    i, out) {
    out = ""
    for (i = 1; i <= length(text); i++)
        out = out octal[code[substr(text, i, 1)]]
    return out
}

# The value of a name of the envelope; a name in a text has its quotes escaped, and is not found.
function said(name, form,    rest) {
    if (!match(body, "\"" name "\":" form)) return "?"
    rest = substr(body, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
    gsub(/"/, "", rest)
    return rest
}

# A text of the envelope as its JSON has it, without the quotes around.
function quoted(name,    start) {
    if (!match(body, "\"" name "\":\"([^\"\\\\]|\\\\.)*\"")) return "?"
    start = RSTART + length(name) + 4
    return substr(body, start, RSTART + RLENGTH - start - 1)
}

function is_number(text) { return text == "0" || (text ~ /^[1-9][0-9]*$/ && length(text) < 16) }
function is_hash(text) { return text ~ /^[0-9a-f]+$/ && length(text) == 64 }
function is_word(text) { return text ~ /^[A-Za-z0-9_.-]+$/ }

function end_entry() {
    if (sequence && texts == "plain" && told != named)
        fault(sequence, "entry " sequence " names " named + 0 " texts, and " told + 0 " are told of")
}

# Of the header each line stands there once, before the entries; of keys there may be several.
function header_line(    fields) {
    fields = fields_of[$1]
    if (count) fault(last, "the header goes on among the entries")
    else if (NF != fields) fault(0, "the line " $1 " of the header is not as the format says")
    else if ($1 != "key" && $1 in headed) fault(0, "the header says " $1 " twice")
    headed[$1] = 1
}

BEGIN {
    fields_of["ledger-export"] = 3; fields_of["checkpoint"] = 6; fields_of["key"] = fields_of["head"] = 3
    fields_of["ledger"] = fields_of["bench"] = fields_of["office"] = fields_of["made"] = fields_of["texts"] = 2
}
BEGIN { begin(); for (i = 1; i < 256; i++) code[letter[i]] = i; code[""] = 0; sequence = 0 }

finished { fault(last + 1, "there are lines after the end"); exit }

$1 in fields_of { header_line(); if (count) next }
$1 == "ledger-export" { kind = $3 }
$1 == "bench" { bench = $2 }
$1 == "office" { office = $2 }
$1 == "ledger" { ledger = $2 }
$1 == "texts" {
    texts = $2
    if (texts !~ /^(none|plain|sealed)$/) fault(0, "the header does not say whether texts are in the file")
}
$1 == "key" {
    if (!is_hash($3) || !is_number($2) || $2 == 0) { fault(0, "a key of the header is no key"); next }
    if (keys && $2 + 0 <= from[keys]) fault(0, "the keys of the header do not follow each other")
    keys++; from[keys] = $2 + 0; key[keys] = $3
}
$1 == "checkpoint" {
    if (!is_number($2) || $2 == 0 || !is_hash($3)) fault(0, "the checkpoint of the header is none")
    is_cut = 1; cut = $2 + 0; last = cut; before = $3; cut_hash = $3; cut_event = $4
}
$1 == "head" && (!is_number($2) || !is_hash($3)) { fault(0, "the newest entry of the header is none") }
$1 == "head" { head_sequence = $2 + 0; head_hash = $3 }

$1 == "entry" {
    end_entry()
    if (!count) {
        if (!is_cut) { last = 0; before = "0000000000000000000000000000000000000000000000000000000000000000" }
        start = last + 1
    }
    count++; told = 0; sequence = $2 + 0
    if (NF != 5 || !is_number($2) || !is_hash($3)) fault(sequence, "the line of entry " sequence " is not as the format says")
    if (sequence <= last) fault(sequence, "entry " sequence " stands after entry " last ": the order was changed")
    else if (sequence == last + 2) fault(last + 1, "entry " last + 1 " is missing")
    else if (sequence > last + 1) fault(last + 1, "entries " last + 1 " to " sequence - 1 " are missing")
    body = decoded($5, letter)
    named = gsub(/"sha256":"/, "&", body)
    if (body == "?") fault(sequence, "entry " sequence " was altered: its body is no base64")
    file = work "/body/" count
    printf "%s", body > file
    close(file)
    print count "\t" sequence "\t" $3 > (work "/hashes")
    if (said("sequence", "[0-9]+") != sequence) fault(sequence, "entry " sequence " says that it is another one")
    if (said("ledger", "\"[^\"]*\"") != ledger) fault(sequence, "entry " sequence " is of another ledger")
    if (sequence == last + 1 && said("previous", "\"[0-9a-f]*\"") != before)
        fault(sequence, "entry " sequence " does not follow from the one before")
    if (quoted("bench") != bench || quoted("office") != office) elsewhere = sequence
    for (k = keys; k > 0 && from[k] > sequence; k--);
    if (k && $4 == "-") fault(sequence, "entry " sequence " is not signed, though entries before it are")
    else if (!k && $4 != "-") fault(sequence, "entry " sequence " is signed by a key that the file does not name")
    else if (k) {
        signature = count "\t" sequence "\t" k "\t" decoded($4, octal)
        if (every) print signature > (work "/signatures")
        newest[k] = signature
    }
    if (sequence == head_sequence) { has_head = 1; if ($3 != head_hash) fault(sequence, "entry " sequence " is not the one that the anchor names") }
    is_checkpoint = is_cut && said("id", "\"[^\"]*\"") == cut_event && index(body, "\"kind\":\"checkpoint\",") && $4 != "-"
    last = sequence; before = $3
}

$1 == "text" || $1 == "erased" {
    told++
    if (NF != ($1 == "text" ? 6 : 4) || !is_word($3) || !is_word($4)) fault(sequence, "a text of entry " sequence " is not as the format says")
    if ((sequence, $3) in told_of) fault(sequence, "a text of entry " sequence " is told of twice")
    told_of[sequence, $3] = 1
    if ($1 == "erased") erased++
    place = "{\"key\":\"" $3 "\",\"kind\":\"" $4 "\",\"sha256\":\""
    found = index(body, place)
    if ($2 + 0 != sequence || !found) fault(sequence, "entry " sequence " knows nothing of a text that stands below it")
    else if ($1 == "text") {
        if ($5 !~ /^[0-9a-f]*$/) fault(sequence, "the salt of a text of entry " sequence " is no salt")
        print ++salted "\t" sequence "\t" substr(body, found + length(place), 64) "\t" octals_of_hex($5) octal[0] octals_of($4) octal[0] decoded($6, octal) octal[0] > (work "/texts")
        if (is_checkpoint && $4 == "checkpoint") {
            facts = decoded($6, letter)
            if (index(facts, "\"sequence\":" cut ",") && index(facts, "\"hash\":\"" cut_hash "\"")) is_proved = 1
        }
    }
}

$1 != "entry" && $1 != "text" && $1 != "erased" && $1 != "sealed" && $1 != "end" && !($1 in fields_of) {
    fault(last, "there is a line that the format does not know")
}

$1 == "end" {
    end_entry()
    finished = 1
    if ($2 + 0 != count + 0) fault(last + 1, "the file says that it has " $2 " entries, and has " count + 0)
}

END {
    if (!finished) fault(last + 1, "the file ends before its end")
    if (!("ledger" in headed) || !("texts" in headed)) fault(0, "the header is not whole")
    if (elsewhere == last && count) fault(last, "entry " last " is of another bench or office than the header says")
    for (k = 1; k <= keys; k++) if (!(k in newest)) fault(last + 1, "the header names a key that signed nothing here, from entry " from[k] " on")
    if (kind == "export") {
        if (head_sequence < 1 && count) fault(last + 1, "the file does not say which entry is the newest: some may be missing at the end")
        if (head_sequence > last) fault(last + 1, "entries " last + 1 " to " head_sequence " are missing at the end")
        else if (head_sequence > 0 && !has_head && head_sequence >= start) fault(head_sequence, "the newest entry that the anchor names is missing")
        if (is_cut && !is_proved) fault(cut, "no signed entry says that the entries up to " cut " were archived")
    }
    if (!every) for (k = 1; k <= keys; k++) if (k in newest) print newest[k] > (work "/signatures")
    for (k = 1; k <= keys; k++) {
        print k "\t" from[k] "\t" key[k] "\t" octals_of_hex("302a300506032b6570032100" key[k]) > (work "/keys")
    }
    # No field is empty: the shell takes tabs that follow each other for one.
    print harmless(ledger) "\t" count + 0 "\t" start + 0 "\t" last + 0 "\t" harmless(before) "\t" harmless(kind) "\t" cut + 0 "\t" harmless(cut_hash) "\t" harmless(texts) "\t" erased + 0 "\t" elsewhere + 0 "\t" is_proved + 0 > (work "/summary")
}
' <"$1" || give_up "awk could not read $1."

# --- 2. hashes of all entries and texts, many at a time -----------------------------------------------------------------

: >"$work/found"
if [ -s "$work/hashes" ]; then
    (cd "$work/body" && awk '{ print $1 }' ../hashes | xargs openssl dgst -sha256 -r) >"$work/found" 2>"$work/said" ||
        give_up "openssl could not hash the entries: $(head -n 1 "$work/said")"
fi
awk -F '\t' '
    NR == FNR { split($0, part, " \\*"); hash[part[2]] = part[1]; next }
    hash[$1] != $3 { print $2 "\t1\tentry " $2 " was altered" }
' "$work/found" "$work/hashes" >>"$work/faults"

if [ -s "$work/texts" ]; then
    while IFS='	' read -r number _ _ octals; do
        # shellcheck disable=SC2059 # nothing but octal escapes
        printf "$octals" >"$work/text/$number"
    done <"$work/texts"
    (cd "$work/text" && awk '{ print $1 }' ../texts | xargs openssl dgst -sha256 -r) >"$work/found" 2>"$work/said" ||
        give_up "openssl could not hash the texts: $(head -n 1 "$work/said")"
    awk -F '\t' '
        NR == FNR { split($0, part, " \\*"); hash[part[2]] = part[1]; next }
        hash[$1] != $3 { print $2 "\t4\ta text of entry " $2 " is not what was recorded" }
    ' "$work/found" "$work/texts" >>"$work/faults"
fi

# --- 3. signatures, one by one (openssl has no other way), shared among the processors ----------------------------------

if [ -s "$work/signatures" ]; then
    openssl pkeyutl -help 2>&1 | grep -q -e -rawin ||
        give_up "This openssl ($(openssl version)) cannot check Ed25519 signatures: version 3 or newer is needed."
    while IFS='	' read -r number _ _ octals; do
        # shellcheck disable=SC2059
        printf "$octals" | openssl pkey -pubin -inform DER -out "$work/key.$number" 2>"$work/said" ||
            echo "0	3	key $number of the header is no key" >>"$work/faults"
    done <"$work/keys"
    shares=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || shares=1
    share=0
    while [ "$share" -lt "$shares" ]; do
        awk -v share="$share" -v shares="$shares" 'NR % shares == share' "$work/signatures" |
            while IFS='	' read -r number sequence key octals; do
                # shellcheck disable=SC2059
                printf "$octals" >"$work/signature/$number"
                openssl pkeyutl -verify -rawin -pubin -inkey "$work/key.$key" -in "$work/body/$number" \
                    -sigfile "$work/signature/$number" >"$work/said.$share" 2>&1 ||
                    echo "$sequence	3	the signature of entry $sequence was not made with its key" >>"$work/faults.$share"
            done &
        share=$((share + 1))
    done
    wait
    cat "$work"/faults.* >>"$work/faults" 2>/dev/null
fi

# --- what was found ------------------------------------------------------------------------------------------------------

IFS='	' read -r ledger count first last hash kind cut cut_hash texts erased elsewhere proved <"$work/summary"
echo "Ledger $ledger, entries: $count, from $first to $last."
[ "$kind" = export ] || echo "This is an archive, a part of the ledger: what follows entry $last must follow from hash $hash."
[ "$cut" -eq 0 ] || echo "It follows on entry $cut, hash $cut_hash, of the archive before."
[ "$cut" -eq 0 ] || [ "$proved" -eq 1 ] || echo "Nothing in this file proves that: check the archive before, too."
[ "$elsewhere" -eq 0 ] || echo "Up to entry $elsewhere there are entries of another bench or office than the header says."
echo "Texts in the file: $texts. Said to be erased: $erased; by whom, the file cannot prove."
while IFS='	' read -r _ from key _; do
    echo "From entry $from on it is signed with the key $key."
done 2>/dev/null <"$work/keys"
echo "Newest entry: $last, hash $hash."
if [ -s "$work/faults" ]; then
    sort -k 1,1n -k 2,2n "$work/faults" | awk -F '\t' 'NR == 1 { first = $3 } END {
        print "WRONG: " first "."
        if (NR > 1) print NR - 1 " more faults were found after it."
    }'
    exit 1
fi
if [ ! -s "$work/keys" ]; then
    echo "UNSIGNED: none of the $count entries is signed. Anybody may have made this file."
    exit 2
fi
[ "$kind" = export ] || echo "SOUND only as a part: what was before and after it is not in this file."
echo "SOUND. Compare each key with those that the central service has for this bench, and the newest entry with what it has."
