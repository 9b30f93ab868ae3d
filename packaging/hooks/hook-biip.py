"""biip reads tables that lie beside its modules, of application identifiers and prefixes."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("biip", excludes=["**/py.typed"])
