"""What PySide6.QtSvg needs beside its imports (lean_qt.py says what is left out, and why)."""

from lean_qt import found_for

hiddenimports, binaries, datas = found_for(__file__)
