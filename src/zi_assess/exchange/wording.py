"""What the parts of a package are called, in a window and on a terminal."""

from __future__ import annotations

from zi_assess.i18n import N_

KINDS = {
    "units": N_("Profil unit"),
    "assessments": N_("Keterangan penilaian"),
    "answers": N_("Jawaban"),
    "proposals": N_("Usulan dari tahun lalu"),
    "documents": N_("Dokumen"),
    "evidence": N_("Bukti"),
    "renewals": N_("Bukti yang perlu diperbarui"),
    "prerequisites": N_("Prasyarat"),
    "follow_ups": N_("Tindak lanjut"),
    "choices": N_("Pilihan rencana"),
    "judged": N_("Butir dinilai lagi"),
    "reviewed": N_("Jawaban reviu"),
    "remarks": N_("Keterangan impor"),
    "verdicts": N_("Tanda pada bukti"),
    "handovers": N_("Serah terima"),
    "observations": N_("Temuan"),
    "assignments": N_("Pembagian tugas"),
    "carried": N_("Indeks dari survei"),
}
"""Kinds of records."""

FIELDS = {
    "": N_("seluruhnya"),
    "value": N_("pilihan"),
    "note": N_("catatan"),
    "mark": N_("tanda"),
    "slot": N_("tempat bukti"),
    "pages": N_("halaman"),
    "document": N_("berkas"),
    "name": N_("nama"),
    "dated": N_("tanggal dokumen"),
    "number": N_("nomor dokumen"),
    "target": N_("predikat yang dituju"),
    "held": N_("keadaan"),
    "status": N_("keadaan"),
    "who": N_("penanggung jawab"),
    "owner": N_("penanggung jawab"),
    "due": N_("tenggat"),
    "what": N_("uraian"),
    "answer": N_("jawaban"),
    "proof": N_("bukti penyelesaian"),
}
"""Fields that people know by another name than the program."""

SIDES = {"unit": N_("unit kerja"), "tpi": N_("TPI"), "tpn": N_("TPN")}
REASONS = {
    "both": N_("diubah di kedua pihak"),
    "gone": N_("dihapus satu pihak, diubah pihak lain"),
    "not-theirs": N_("bukan wewenang pengirim"),
    "twin": N_("berkas yang sama di tempat yang sama"),
}
"""Why two copies could not simply be joined."""
