"""Forms of one word share a stem, so that any of them finds the others."""

from __future__ import annotations

import pytest

from zi_assess.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "membangun dibangun pembangunan bangunan",
        "layanan pelayanan melayani dilayani",
        "penetapan ditetapkan menetapkan",
        "penerapan diterapkan menerapkan",
        "pengembangan dikembangkan mengembangkan",
        "pengendalian dikendalikan mengendalikan",
        "penanganan ditangani menangani",
        "penilaian dinilai menilai nilai",
        "perencanaan direncanakan rencana",
        "pengawasan diawasi",
        "pengelolaan dikelola mengelola",
        "penempatan ditempatkan menempatkan",
        "penataan ditata menata",
        "penguatan menguatkan kuat",
        "pencapaian dicapai capaian",
        "penyelesaian selesai",
        "keterlibatan dilibatkan terlibat",
        "pemanfaatan dimanfaatkan",
        "pemantauan dipantau memantau",
        "pengaduan diadukan mengadu",
        "pegawai kepegawaian",
        "teladan keteladanan",
        "perubahan diubah mengubah",
        "penyusunan disusun menyusun",
        "pelatihan dilatih latihan",
        "laporan dilaporkan pelaporan",
        "peningkatan ditingkatkan meningkatkan",
        "penyelenggaraan diselenggarakan menyelenggarakan",
    ],
)
def test_forms_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1, {form: stem(form) for form in forms.split()}


@pytest.mark.parametrize(
    "apart",
    ["kepuasan keputusan", "kinerja kerja", "pelayanan pelatihan", "penilaian penataan", "tempat empat"],
)
def test_other_words_do_not(apart: str) -> None:
    one, two = apart.split()
    assert stem(one) != stem(two)
