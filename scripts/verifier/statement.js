// Reads a statement and checks it as bimtek/certification/domain/statement.py and keys.py do; draws nothing.

import { hashes, verify } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";

// crypto.subtle is missing on plain http and in files on old phones: the hash comes from the library.
hashes.sha512 = sha512;

const MOST_LETTERS = 4000;
const PARTS = /^\s*BIMTEK1\s*(\{[^{}]*\})\s*(\[[^[\]]*\])\s*([A-Za-z0-9_-]{86})\s*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KINDS = ["kelulusan", "keikutsertaan"];
const TEXTS = ["b", "c", "d", "e", "j", "k", "n", "t"];

/** What was found: one of these words is the `verdict` of `check`. */
export const VALID = "valid";
export const NO_STATEMENT = "no-statement";
export const CUT_SHORT = "cut-short";
export const UNKNOWN_KEY = "unknown-key";
export const CHANGED = "changed";
export const OTHER_NAME = "other-name";

const utf8 = (text) => new TextEncoder().encode(text);

/** The bytes of base64url without padding. */
export function decoded(text) {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** Bytes as base64url without padding. */
function encoded(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** What the signed part must hold of a holder [salt, name, nip, post]. */
function commitment(holder) {
  return encoded(sha256(utf8(holder.join("\x1f"))).slice(0, 16));
}

/** Whether the signed object says everything that a certificate says, in the right form. */
function isComplete(claims) {
  return (
    TEXTS.every((name) => typeof claims[name] === "string") &&
    KINDS.includes(claims.j) &&
    DAY.test(claims.d) &&
    claims.t.split("/").length === 2 &&
    claims.t.split("/").every((day) => DAY.test(day)) &&
    typeof claims.h === "number" &&
    (claims.r === undefined || typeof claims.r === "number")
  );
}

/** The parts of a statement, or null for a text that is none. */
function read(text) {
  const found = Array.from(text).length <= MOST_LETTERS ? PARTS.exec(text) : null;
  if (!found) return null;
  try {
    const [claims, holder] = [JSON.parse(found[1]), JSON.parse(found[2])];
    const isHolder = holder.length === 4 && holder.every((part) => typeof part === "string");
    if (!isHolder || !isComplete(claims)) return null;
    return { claims, holder, signed: found[1], signature: decoded(found[3]) };
  } catch (fault) {
    if (fault instanceof SyntaxError) return null; // no JSON
    throw fault;
  }
}

/**
 * The verdict on a text, with its claims and holder where they may be believed. `keys` are the known public keys: id to
 * base64url. Whatever this browser cannot do is thrown: a fault must never look like a forged paper.
 */
export function check(text, keys) {
  const statement = read(text);
  if (!statement) return { verdict: /^\s*BIMTEK1\b/.test(text) ? CUT_SHORT : NO_STATEMENT };
  const { claims, holder, signed, signature } = statement;
  if (!keys.has(claims.k)) return { verdict: UNKNOWN_KEY, key: claims.k };
  const isSigned = verify(signature, utf8(signed), decoded(keys.get(claims.k)), { zip215: false });
  if (!isSigned) return { verdict: CHANGED };
  if (commitment(holder) !== claims.c) return { verdict: OTHER_NAME, claims };
  return { verdict: VALID, claims, holder };
}
