// The text of a QR code in a photo. Nothing leaves the device: the picture is drawn on a canvas and read there.

import decodeQR from "qr/decode.js";

// A code fills a whole photo or a corner of an A4 page: a middle size first, then fine, then coarse against noise.
const SIDES = [2000, 3200, 1000];
// Without these the library gives up after one frame of a film (16 ms); a photo deserves more.
const PATIENCE = { effort: 16, timeLimit: 2000 };

/** The picture of a file; rejects when it is none. */
function opened(file) {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error("no picture"));
    picture.src = URL.createObjectURL(file);
  });
}

/** The pixels of a picture, its longer side at most `side`. */
function pixels(picture, side) {
  const share = Math.min(1, side / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * share));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * share));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // a code on a transparent ground is a code on white
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** The text of the QR code in an image file, "" when none was found; rejects when the file is no image. */
export async function textOf(file) {
  const picture = await opened(file);
  try {
    for (const side of SIDES) {
      try {
        return decodeQR(pixels(picture, side), PATIENCE);
      } catch (fault) {
        // The library throws for "no code here" as for anything else: the next size may do.
      }
    }
    return "";
  } finally {
    URL.revokeObjectURL(picture.src);
  }
}
