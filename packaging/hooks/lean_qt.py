"""Gives PyInstaller's own findings about a Qt module without the plug-ins that no edition needs.

Left out *before* the libraries behind the plug-ins are looked for: whoever removes them afterwards by name
leaves links that point to nothing.
"""

from pathlib import Path

from editions import QT_PLUGINS
from PyInstaller.utils.hooks.qt import add_qt6_dependencies
from translations import language_of, sources

Found = tuple[list[str], list[tuple[str, str]], list[tuple[str, str]]]


def found_for(hook: str) -> Found:
    """Hidden imports, binaries and data for the module that this hook file is named after."""
    hidden, binaries, translations = add_qt6_dependencies(hook)
    kept = [(source, target) for source, target in binaries if is_needed(Path(source))]
    # Qt's own texts in the languages that the program speaks; in all others (7 MB) they would be a mixture.
    spoken = {f"qtbase_{language_of(each)}" for each in sources()}
    return hidden, kept, [(source, target) for source, target in translations if Path(source).stem in spoken]


def is_needed(plugin: Path) -> bool:
    """Whether this file is one of the plug-ins in `QT_PLUGINS`, or no plug-in."""
    if "plugins" not in plugin.parts:
        return True
    return plugin.stem.removeprefix("lib") in QT_PLUGINS.get(plugin.parent.name, ())
