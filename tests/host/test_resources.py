"""What the program carries with it, found the same way from source and from a build."""

import pytest

from workstation.domain.problems import Unavailable
from workstation.host import resources


@pytest.fixture
def root(tmp_path):
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    (tmp_path / "resources" / "icons" / "release.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("outside", encoding="utf-8")
    return tmp_path / "resources"


def test_a_resource_is_read_by_its_name(root):
    assert resources.read_text("icons/release.svg", root=root) == "<svg/>"
    assert resources.read_bytes("icons/release.svg", root=root) == b"<svg/>"
    assert resources.resource("icons", root=root).is_dir()


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "icons/../../secret.txt",
        "/etc/passwd",
        "icons\\..\\..\\secret.txt",
        "C:/x",
        "",
        ".",
        "a\x00",
    ],
)
def test_no_name_leads_out_of_the_resources(root, name):
    with pytest.raises(ValueError, match="resources"):
        resources.resource(name, root=root)


def test_a_link_does_not_lead_out_either(root):
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    with pytest.raises(ValueError, match="leads out"):
        resources.resource("link.txt", root=root)


def test_a_missing_resource_says_that_the_installation_is_broken(root):
    with pytest.raises(Unavailable) as caught:
        resources.read_text("icons/hold.svg", root=root)
    assert "icons/hold.svg" in caught.value.title


def test_the_resources_stand_beside_the_package():
    assert resources.ROOT.name == "resources"
    assert (resources.ROOT.parent / "workstation" / "host").is_dir()
