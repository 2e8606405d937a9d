"""Words as Indonesian offices write them: cut apart, short forms spelt out, what says nothing left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

Stem = Callable[[str], str]

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[A-Za-z]{2})(?=\d{2})|(?<=\d)(?=[A-Za-z]{4})"
)

FUNCTION_WORDS = frozenset(
    """
    yang dan di ke dari dalam pada untuk dengan oleh atau serta atas bagi agar para tidak belum sudah telah akan ini
    itu adalah ada juga saja hanya lebih bila jika bahwa sebagai antara sehingga karena hingga sampai secara dapat
    bisa harus perlu kami kita anda saya ia nya pun lalu tetapi namun maupun yaitu yakni sebuah suatu setiap tiap
    semua seluruh sebagian besar kecil satu dua tiga empat lima per misalnya lain lainnya beserta terhadap
    tentang mengenai menurut melalui lewat terkait sesuai tersebut dimaksud berikut berdasarkan dilakukan
    of the and in to for on a an by from with
    """.split()
)
LOOKING_WORDS = frozenset("monev evaluasi pemantauan reviu sosialisasi".split())
"""What is done with a thing that is there already: what follows names the thing, not the paper."""
NOISE_WORDS = FUNCTION_WORDS | frozenset(
    """
    unit kantor instansi satker pdf jpg jpeg png doc docx xls xlsx ppt pptx odt scan scanned copy salinan final fix
    fixed revisi rev ver versi edit edited baru upload new ttd tte stempel cap bukti dukung evidence eviden evidens
    dokumen berkas file lampiran data dukungnya lke wbk wbbm zi tahun bulan tgl tanggal januari
    februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul agt agu
    ags sep okt nov des tw triwulan semester smt periode kab kota provinsi img dsc wa image whatsapp photo pic
    ii iii iv vi vii viii ix xi xii
    """.split()
)

# Short forms and doublets → how this module says it. Both sides are read the same way, so a pack may use either.
_SAME: Mapping[str, str] = {
    "sk": "surat keputusan",
    "kep": "surat keputusan",
    "skep": "surat keputusan",
    "keputusan": "surat keputusan",
    "st": "surat tugas",
    "se": "surat edaran",
    "und": "undangan",
    "absen": "daftar hadir",
    "absensi": "daftar hadir",
    "presensi": "daftar hadir",
    "dafdir": "daftar hadir",
    "notulensi": "notulen",
    "notula": "notulen",
    "risalah rapat": "notulen",
    "mom": "notulen",
    "lap": "laporan",
    "dok": "dokumentasi",
    "ba": "berita acara",
    "monitoring dan evaluasi": "monev",
    "monitoring evaluasi": "monev",
    "pemantauan dan evaluasi": "monev",
    "pemantauan evaluasi": "monev",
    "pengawasan dan evaluasi": "monev",
    "monitoring": "pemantauan",
    "evaluation": "evaluasi",
    "tl": "tindak lanjut",
    "rtl": "rencana tindak lanjut",
    "tindaklanjut": "tindak lanjut",
    "ditindaklanjuti": "tindak lanjut",
    "renaksi": "rencana aksi",
    "action plan": "rencana aksi",
    "raker": "rapat kerja",
    "survey": "survei",
    "survai": "survei",
    "review": "reviu",
    "ulasan": "reviu",
    "pk": "perjanjian kinerja",
    "perkin": "perjanjian kinerja",
    "iku": "indikator kinerja utama",
    "iki": "indikator kinerja individu",
    "rkt": "rencana kinerja tahunan",
    "renja": "rencana kerja tahunan renja",
    "renstra": "rencana strategis renstra",
    "lkjip": "laporan kinerja lkjip",
    "lakip": "laporan kinerja lkjip",
    "lkip": "laporan kinerja lkjip",
    "lkj": "laporan kinerja lkjip",
    "esakip": "e sakip",
    "sakip": "sakip",
    "anjab": "analisis jabatan",
    "analisa": "analisis",
    "abk": "analisis beban kerja",
    "tusi": "tugas fungsi",
    "tupoksi": "tugas fungsi",
    "probis": "proses bisnis",
    "bisnis proses": "proses bisnis",
    "business process": "proses bisnis",
    "sop": "sop",
    "standar operasional prosedur": "sop",
    "standard operating procedure": "sop",
    "prosedur operasional": "sop",
    "tna": "training need analysis",
    "akp": "analisis kebutuhan pelatihan",
    "akd": "analisis kebutuhan pelatihan",
    "diklat": "pelatihan",
    "training": "pelatihan",
    "bimtek": "bimbingan teknis pelatihan",
    "workshop": "pelatihan",
    "iht": "in house training",
    "bangkom": "pengembangan kompetensi",
    "skp": "sasaran kinerja pegawai skp",
    "asn": "pegawai",
    "pns": "pegawai",
    "personil": "pegawai",
    "sdm": "sdm",
    "sumber daya manusia": "sdm",
    "simpeg": "sistem kepegawaian simpeg",
    "siasn": "sistem kepegawaian siasn",
    "sapk": "sistem kepegawaian siasn",
    "assesment": "asesmen",
    "assessment": "asesmen",
    "assesmen": "asesmen",
    "hukdis": "hukuman disiplin",
    "reward": "penghargaan",
    "punishment": "sanksi",
    "role model": "teladan",
    "panutan": "teladan",
    "keteladanan": "teladan",
    "agent of change": "agen perubahan",
    "agent change": "agen perubahan",
    "aoc": "agen perubahan",
    "mindset": "pola pikir",
    "culture set": "budaya kerja",
    "cultureset": "budaya kerja",
    "pakta": "pakta",
    "medsos": "media sosial",
    "sosmed": "media sosial",
    "instagram": "media sosial",
    "facebook": "media sosial",
    "tiktok": "media sosial",
    "youtube": "media sosial",
    "website": "situs",
    "web": "situs",
    "ss": "tangkapan layar",
    "screenshot": "tangkapan layar",
    "screenshoot": "tangkapan layar",
    "screen shot": "tangkapan layar",
    "sc": "tangkapan layar",
    "capture": "tangkapan layar",
    "printscreen": "tangkapan layar",
    "ti": "teknologi informasi",
    "it": "teknologi informasi",
    "tik": "teknologi informasi",
    "spbe": "spbe",
    "online": "daring",
    "on line": "daring",
    "database": "basis data",
    "kip": "keterbukaan informasi publik",
    "ppid": "ppid keterbukaan informasi",
    "dip": "daftar informasi publik",
    "upg": "upg pengendalian gratifikasi",
    "anti gratifikasi": "antigratifikasi gratifikasi",
    "antigratifikasi": "antigratifikasi gratifikasi",
    "anti korupsi": "antikorupsi korupsi",
    "antikorupsi": "antikorupsi korupsi",
    "public campaign": "kampanye",
    "campaign": "kampanye",
    "spi": "spip pengendalian intern",
    "spip": "spip pengendalian intern",
    "rtp": "rencana tindak pengendalian rtp",
    "manrisk": "manajemen risiko",
    "risk": "risiko",
    "resiko": "risiko",
    "dumas": "pengaduan masyarakat dumas",
    "aduan": "pengaduan",
    "keluhan": "keluhan",
    "komplain": "keluhan",
    "sp4n": "sp4n",
    "whistleblowing": "wbs",
    "whistle blowing": "wbs",
    "whistle blowing system": "wbs",
    "whistleblowing system": "wbs",
    "whistle blower": "wbs",
    "whistleblower": "wbs",
    "benkep": "benturan kepentingan",
    "conflict of interest": "benturan kepentingan",
    "coi": "benturan kepentingan",
    "konflik kepentingan": "benturan kepentingan",
    "zona integritas": "zi",
    "yanlik": "pelayanan publik",
    "fkp": "forum konsultasi publik",
    "skm": "survei kepuasan masyarakat skm",
    "ikm": "indeks kepuasan masyarakat skm",
    "spak": "survei persepsi antikorupsi korupsi spak",
    "ipak": "indeks persepsi antikorupsi korupsi spak",
    "spkp": "survei persepsi kualitas pelayanan spkp",
    "ipkp": "indeks persepsi kualitas pelayanan spkp",
    "lhkasn": "lhkan",
    "siharka": "lhkan siharka",
    "harta kekayaan": "lhkpn",
    "elhkpn": "lhkpn",
    "ruang tunggu": "ruang layanan",
    "flyer": "brosur",
    "leaflet": "brosur",
    "pamflet": "brosur",
    "poster": "media poster",
    "banner": "media spanduk",
    "spanduk": "media spanduk",
    "x banner": "media spanduk",
    "xbanner": "media spanduk",
    "service excellence": "pelayanan prima",
    "layanan prima": "pelayanan prima",
    "front office": "petugas layanan",
    "frontliner": "petugas layanan",
}


def words(text: str) -> list[str]:
    """The words of *text* in lower case; `SKTimZI` and `LHKPN2025` are cut where a reader would."""
    plain = unicodedata.normalize("NFKC", text)
    return [word.casefold() for word in _WORD.findall(_HUMP.sub(" ", plain))]


class Wording:
    """Reads texts as stems, each short form in its full form. *stem* is given, so that the core needs no library."""

    def __init__(self, stem: Stem) -> None:
        self._stem = stem
        self._same: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for short, full in _SAME.items():
            given = tuple(stem(word) for word in short.split())
            meant = tuple(stem(word) for word in full.split())
            self._same.setdefault(given[0], []).append((given, meant))
        for pairs in self._same.values():
            pairs.sort(key=lambda pair: -len(pair[0]))
        self._idle = FUNCTION_WORDS | {stem(word) for word in FUNCTION_WORDS}
        self._noise = NOISE_WORDS | {stem(word) for word in NOISE_WORDS}

    def read(self, text: str) -> list[tuple[str, str]]:
        """(stem, the word as it was written) of *text* in its order, function words left out; one short form gives
        several stems.
        """
        given = words(text)
        found = self._spelt_out([self._stem(word) for word in given], given)
        return [one for one in found if one[0] not in self._idle]

    def tells(self, stem: str) -> bool:
        """Whether a word by itself says anything about a criterion."""
        return len(stem) > 1 and stem not in self._noise and not stem.isdigit()

    def _spelt_out(self, stems: Sequence[str], given: Sequence[str]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        at = 0
        while at < len(stems):
            taken, meant = self._longest(stems, at)
            written = " ".join(given[at : at + taken])
            found += [(one, written) for one in meant]
            at += taken
        return found

    def _longest(self, stems: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
        for short, full in self._same.get(stems[at], ()):
            if tuple(stems[at : at + len(short)]) == short:
                return len(short), full
        return 1, (stems[at],)
