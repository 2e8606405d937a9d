"""Indonesian for the words of Qt's own buttons, menus and dialogs, which Qt does not ship."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

_WORDS = {
    "OK": "Baik",
    "&OK": "&Baik",
    "Cancel": "Batal",
    "&Cancel": "&Batal",
    "Close": "Tutup",
    "&Close": "&Tutup",
    "Save": "Simpan",
    "&Save": "&Simpan",
    "Save As": "Simpan sebagai",
    "Open": "Buka",
    "&Open": "&Buka",
    "&Choose": "&Pilih",
    "Choose": "Pilih",
    "Yes": "Ya",
    "&Yes": "&Ya",
    "No": "Tidak",
    "&No": "&Tidak",
    "Apply": "Terapkan",
    "Reset": "Kembalikan",
    "Help": "Bantuan",
    "Retry": "Coba lagi",
    "&Undo": "&Urungkan",
    "&Redo": "Ula&ng",
    "Cu&t": "Po&tong",
    "&Copy": "&Salin",
    "&Paste": "Tem&pel",
    "Delete": "Hapus",
    "&Delete": "&Hapus",
    "Select All": "Pilih semua",
    "Copy &Link Location": "Salin a&lamat tautan",
    "Look in:": "Lihat di:",
    "&Look in:": "&Lihat di:",
    "Directory:": "Folder:",
    "Folder": "Folder",
    "File &name:": "&Nama berkas:",
    "Files of type:": "Jenis berkas:",
    "Files of &type:": "&Jenis berkas:",
    "Find Directory": "Cari folder",
    "Show ": "Tampilkan ",
    "Name": "Nama",
    "Size": "Ukuran",
    "Type": "Jenis",
    "Kind": "Jenis",
    "Date Modified": "Diubah",
    "Back": "Kembali",
    "Forward": "Maju",
    "Parent Directory": "Folder di atasnya",
    "Create New Folder": "Buat folder baru",
    "Create a New Folder": "Buat folder baru",
    "&New Folder": "Folder &baru",
    "New Folder": "Folder baru",
    "List View": "Daftar",
    "Detail View": "Rincian",
    "My Computer": "Komputer ini",
    "Computer": "Komputer",
    "Recent Places": "Tempat terakhir",
    "&Rename": "&Ganti nama",
    "Show &hidden files": "Tampilkan berkas &tersembunyi",
    "%1 already exists.\nDo you want to replace it?": "%1 sudah ada.\nGanti dengan yang baru?",
    "%1 already exists.\nDo you want to overwrite it?": "%1 sudah ada.\nGanti dengan yang baru?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nBerkas tidak ditemukan.\nPeriksa namanya."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nFolder tidak ditemukan.\nPeriksa namanya."
    ),
    "Print": "Cetak",
    "&Print": "&Cetak",
    "Printer": "Pencetak",
    "&Name:": "&Nama:",
    "P&roperties": "&Sifat",
    "Location:": "Tempat:",
    "Preview": "Pratinjau",
    "Output &file:": "&Berkas hasil:",
    "Print to File (PDF)": "Cetak ke berkas (PDF)",
    "Print range": "Halaman",
    "Print all": "Semua halaman",
    "Pages from": "Halaman dari",
    "to": "sampai",
    "Pages": "Halaman",
    "Current Page": "Halaman ini",
    "Copies": "Salinan",
    "Copies:": "Salinan:",
    "Collate": "Urut per salinan",
    "Reverse": "Dari belakang",
    "Color Mode": "Warna",
    "Color": "Berwarna",
    "Grayscale": "Hitam putih",
    "Duplex Printing": "Bolak-balik",
    "None": "Tidak",
    "Options": "Pilihan",
    "&Options >>": "&Pilihan >>",
    "&Options <<": "&Pilihan <<",
    "Paper": "Kertas",
    "Page size:": "Ukuran kertas:",
    "Orientation": "Arah",
    "Portrait": "Tegak",
    "Landscape": "Mendatar",
    "Type:": "Jenis:",
    "Local file": "Berkas di komputer ini",
    "Write PDF file": "Berkas PDF",
    "Output Settings": "Hasil",
    "Page &Set:": "&Yang dicetak:",
    "All Pages": "Semua halaman",
    "Odd Pages": "Halaman ganjil",
    "Even Pages": "Halaman genap",
    "Width:": "Lebar:",
    "Height:": "Tinggi:",
    "Margins": "Batas tepi",
    "Page Layout": "Susunan",
    "Pages &per sheet:": "Halaman &per lembar:",
    "Page &order:": "&Urutan:",
    "Left to Right, Top to Bottom": "Kiri ke kanan, atas ke bawah",
    "Left to Right, Bottom to Top": "Kiri ke kanan, bawah ke atas",
    "Right to Left, Top to Bottom": "Kanan ke kiri, atas ke bawah",
    "Right to Left, Bottom to Top": "Kanan ke kiri, bawah ke atas",
    "Top to Bottom, Left to Right": "Atas ke bawah, kiri ke kanan",
    "Top to Bottom, Right to Left": "Atas ke bawah, kanan ke kiri",
    "Bottom to Top, Left to Right": "Bawah ke atas, kiri ke kanan",
    "Bottom to Top, Right to Left": "Bawah ke atas, kanan ke kiri",
}


class QtWords(QTranslator):
    """Gives Qt our words, whatever it asks for them in."""

    def isEmpty(self) -> bool:
        """Never: Qt drops an empty one."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The Indonesian of *source*; None leaves it as it is, where "" would take it away: a paper without a name
        is no paper to Qt, and what is printed on it is lost.
        """
        return _WORDS.get(source)
