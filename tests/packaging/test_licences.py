"""Somebody has looked at the licence of everything that a build may hold."""

import re

from tests.packaging.made import PACKAGING, module

bill = module("bill")

GOOD = {
    *("MIT", "MIT-0", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "PSF-2.0", "Zlib", "LGPL-3.0-only"),
    *("BSD-2-Clause", "libpng-2.0"),
    "GPL-2.0-or-later WITH Bootloader-exception",
}
"""Licences that a public administration may ship its program beside, and that ask for texts at most."""


def locked(name: str) -> set[str]:
    lines = (PACKAGING / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
    return {line.split("==")[0] for line in lines if re.match(r"[a-z0-9.-]+==", line)}


def test_the_list_of_licences_names_what_the_larger_build_is_locked_to():
    assert set(bill.listed()["packages"]) == locked("training")


def test_every_licence_is_one_that_fits():
    listed = bill.listed()
    assert {*listed["packages"].values(), *(each["licence"] for each in listed["inside"])} <= GOOD


def test_what_lies_inside_packages_says_its_version():
    found = {each.name: each.version for each in bill.inside()}
    assert set(found) == {each["name"] for each in bill.listed()["inside"]}
    assert all(re.match(r"\d+\.\d+", version) for version in found.values())


def test_a_bill_of_materials_is_the_same_bytes_each_time():
    parts = [bill.Component("qt", "6.11", "LGPL-3.0-only", "pkg:pypi/qt@6.11"), *bill.inside()]
    first, second = (bill.sbom("workstation", "0.1", parts) for _ in range(2))
    assert first == second
    assert first["components"][0]["licenses"] == [{"license": {"id": "LGPL-3.0-only"}}]
    assert len({each["bom-ref"] for each in first["components"]}) == len(parts)


def test_the_texts_that_packages_do_not_bring_are_here():
    texts = {path.stem for path in (PACKAGING / "licences" / "texts").iterdir()}
    assert {"LGPL-3.0", "GPL-3.0", "SQLCipher", "Apache-2.0", "xkeyboard-config", "zint"} == texts
