// What the page says: the verdicts, their reasons, what to do, and the rows of a certificate.

import { CHANGED, CUT_SHORT, NO_STATEMENT, OTHER_NAME, UNKNOWN_KEY, VALID } from "./statement.js";

const MONTHS = [
  "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
  "Desember",
];
const KINDS = {
  kelulusan: "Kelulusan: dinyatakan lulus",
  keikutsertaan: "Keikutsertaan: mengikuti kelas, tanpa pernyataan lulus",
};
const SCAN_AGAIN = "Pindai ulang kode QR, salin seluruh teksnya dari kata BIMTEK1 sampai huruf terakhir, lalu periksa lagi.";
const DO_NOT_ACCEPT = "Jangan menerima kertas ini sebagai bukti. Tanyakan kepada penyelenggara.";

/** Each verdict: the word on top, what it means, and what to do, line by line. */
export const SAYINGS = {
  [VALID]: {
    word: "SAH",
    reason: "Isi di bawah ini ditandatangani oleh penyelenggara dan tidak berubah sejak itu.",
    steps: [
      "Cocokkan setiap baris dengan yang tercetak di kertas. Kode QR dapat disalin ke kertas lain: yang berlaku adalah isi di layar ini.",
      "Cocokkan nama dan NIP dengan identitas orang yang membawanya.",
      "Halaman ini tidak dapat mengetahui apakah sertifikat dicabut sesudah ditandatangani. Untuk itu tanyakan kepada penyelenggara, atau periksa nomornya di Bimtek.",
    ],
  },
  [CHANGED]: {
    word: "TIDAK SAH",
    reason: "Tanda tangan tidak cocok: teks sertifikat ini berubah sesudah ditandatangani.",
    steps: ["Teks yang disalin sebagian atau diketik ulang juga tidak cocok. " + SCAN_AGAIN, "Bila hasilnya tetap sama: " + DO_NOT_ACCEPT],
  },
  [OTHER_NAME]: {
    word: "TIDAK SAH",
    reason: "Nama, NIP, atau jabatan pada kode QR ini bukan yang ditandatangani.",
    steps: [DO_NOT_ACCEPT, "Sebutkan nomor sertifikat di bawah ini: nomor itu milik orang lain, atau datanya diubah."],
  },
  [UNKNOWN_KEY]: {
    word: "BELUM TERBUKTI SAH",
    reason: "Kunci yang disebut pada sertifikat ini tidak dikenal oleh halaman ini.",
    steps: [
      "Sertifikat mungkin ditandatangani dengan kunci yang lebih baru. Unduh halaman pemeriksa terbaru dari Bimtek penyelenggara, lalu periksa lagi.",
      "Bila kuncinya tetap tidak dikenal: " + DO_NOT_ACCEPT,
    ],
  },
  [CUT_SHORT]: {
    word: "BELUM TERBUKTI SAH",
    reason: "Teks ini berawal seperti kode QR Bimtek, tetapi tidak lengkap atau rusak.",
    steps: [SCAN_AGAIN, "Bila hasilnya tetap sama: " + DO_NOT_ACCEPT],
  },
  [NO_STATEMENT]: {
    word: "BELUM TERBUKTI SAH",
    reason: "Ini bukan teks kode QR sertifikat Bimtek.",
    steps: [
      "Teks yang benar berawal dengan kata BIMTEK1.",
      "Pastikan yang dipindai adalah kode QR pada sertifikat, bukan kode lain.",
      "Bila sertifikat tidak memuat kode QR seperti itu: " + DO_NOT_ACCEPT,
    ],
  },
};

/** When this browser failed: that says nothing about the paper. */
export const FAULT = {
  word: "TIDAK DAPAT DIPERIKSA",
  reason: "Peramban ini tidak dapat menghitung tanda tangan. Ini tidak berarti sertifikatnya palsu.",
  steps: ["Perbarui peramban, atau buka halaman ini di perangkat lain."],
};

export const PHOTO = {
  reading: "Foto sedang dibaca…",
  none: "Kode QR tidak terbaca dari foto ini. Ambil foto lebih dekat, terang, dan lurus, atau tempelkan teksnya.",
  broken: "Berkas ini tidak dapat dibuka sebagai gambar.",
  read: "Kode QR terbaca dari foto.",
};

/** A day as people write it: 9 November 2026. */
function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return [date, MONTHS[month - 1] || month, year].join("\u00a0"); // a day does not break over two lines
}

/** A number with a decimal comma. */
const figure = (number) => String(number).replace(".", ",");

/** The rows of a certificate that are shown: label and text; `holder` is missing where the name must not be believed. */
export function rows(claims, holder) {
  const [starts, ends] = claims.t.split("/").map(day);
  const [, name, nip, post] = holder || [];
  return [
    ["Nama", name],
    ["NIP", nip],
    ["Jabatan", post],
    ["Nomor sertifikat", claims.n],
    ["Kelas", claims.b],
    ["Waktu", starts === ends ? starts : `${starts} sampai ${ends}`],
    ["Lama", `${figure(claims.h)} JP (jam pelajaran)`],
    ["Jenis", KINDS[claims.j]],
    ["Rata-rata tingkat", claims.r === undefined ? "" : `${figure(claims.r)} dari 4`],
    ["Diterbitkan", day(claims.d)],
    ["Kunci", claims.k],
  ].filter(([, text]) => text);
}
