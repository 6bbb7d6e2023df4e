@echo off
rem Mulai Bimtek di laptop Windows: klik dua kali. Tutup jendela ini untuk menghentikan.
rem SALINAN: folder flashdisk untuk salinan otomatis setiap 10 menit, misalnya E:\bimtek. Kosong: tanpa salinan.
set SALINAN=

cd /d "%~dp0.."
chcp 65001 >nul
if not exist .venv\Scripts\python.exe (
  echo Lingkungan belum ada. Jalankan dahulu dua perintah di README.md.
  pause
  exit /b 1
)
if defined SALINAN set BIMTEK_COPIES_TO=%SALINAN%
.venv\Scripts\python -m bimtek migrate || (pause & exit /b 1)
:serve
.venv\Scripts\python -m bimtek serve
rem Berhenti tanpa diminta: mulai lagi setelah dua detik. Ctrl+C lalu Y menutup.
timeout /t 2 >nul
goto serve
