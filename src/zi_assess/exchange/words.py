"""Words in which a fingerprint is read out over the phone, one for each byte."""

from __future__ import annotations

WORDS = tuple(
    """
abad abang abu acara adat adik agama ahli air ajar akrab aktif alam album alis aman ambil ampuh anak angin
angka anjung antar apel api arus asah asin atap atur ayun badai bahan bahu baja bakau baki balok bambu bangku
banjar bantu barat baris batik bayam beban bebek bekal belut benang bensin beras besi betis biji bintang biola
biru bisik bubur budi buku bulan bunga burung cabai cahaya cakap cangkir capung cawan celah cemara cerdas
cermin cicak cincin coklat cuaca cuci cuka dadu dagang damai danau dapur dasar data datuk daun dayung debu
delima denah desa dinding domba dongeng dorong dunia durian ekor elang emas embun engsel erat fasih gabus
gading gajah gambar ganda garam gatal gedung gelas gerak gigi gitar gosok gudang gula gunung guru habis hadiah
hakim halus hangat harum hasil hati hemat hijau hitung hujan hulu ikan ilmu imbang indah induk ingat inti
irama isyarat itik izin jagung jahe jala jangkar jembatan jendela jeruk jujur jumpa kabut kaca kakak kaldu
kamar kampung kancil kapal karang kasur kayu kebun kelapa kemeja kertas ketan kijang kincir kipas kolam kopi
kota kuda kulit kunci kuning lada lagu lampu langit lapis laut layar lebah lemari lencana lidah lilin limau
logam lonceng luas lumbung lurus mahir main makan mangga manik masak mawar medan meja melati menara merah
merpati mimpi minyak mobil muara murai musim nanas nasi nelayan niat nyala obor olah ombak padi pagar pahat
paku panah pandan pena perahu pisang pohon pulau roda rotan ruang rumah rusa sabar sahabat sapu sawah sayap
selat sepeda siang simpul singa
""".split()
)
"""256 short, plain words: no two share their first four letters, none becomes another by one wrong letter."""
