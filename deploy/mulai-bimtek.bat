@echo off
setlocal
title Bimtek (SIMULASI)
rem Mulai Bimtek di laptop Windows: klik dua kali. Tutup jendela ini untuk menghentikan.
rem SALINAN: folder flashdisk untuk salinan otomatis setiap 10 menit, di antara = dan tanda kutip, misalnya
rem set "SALINAN=E:\salinan bimtek". Kosong: tanpa salinan.
set "SALINAN="

rem pushd, bukan cd: juga dari folder jaringan.
pushd "%~dp0.." || (echo Folder Bimtek tidak dapat dibuka. & pause & exit /b 1)
chcp 65001 >nul
if not exist ".venv\Scripts\python.exe" (
  echo Lingkungan belum ada. Jalankan dahulu dua perintah di README.md.
  pause
  exit /b 1
)
if defined SALINAN set "BIMTEK_COPIES_TO=%SALINAN%"
".venv\Scripts\python.exe" -m bimtek migrate || (pause & exit /b 1)
rem Klik di dalam jendela menandai teks dan menahan server sampai Esc ditekan.
echo Jangan klik di dalam jendela ini selama kelas berlangsung: server tertahan sampai tombol Esc ditekan.
echo Bila Windows bertanya tentang firewall, izinkan jaringan privat agar ponsel dapat masuk.
:serve
".venv\Scripts\python.exe" -m bimtek serve
rem Berhenti tanpa diminta: mulai lagi setelah dua detik. Ctrl+C lalu Y menutup. ping menunggu di mana timeout menolak.
echo Server berhenti (kode %errorlevel%) dan dimulai lagi. Bila ini berulang, baca pesan di atas: mungkin sudah ada Bimtek lain yang berjalan.
ping -n 3 127.0.0.1 >nul
goto serve
