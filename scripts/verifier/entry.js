// The page that checks a certificate from paper without internet (templates/certification/checker.html).
// What is pasted comes from strangers: it reaches the page as text alone, never as markup.

import "./older.js";
import { textOf } from "./photo.js";
import { check, VALID } from "./statement.js";
import { FAULT, PHOTO, rows, SAYINGS } from "./words.js";

const byId = (id) => document.getElementById(id);
const field = byId("text");
const answer = byId("answer");
const note = byId("photo-note");
const keys = new Map(
  Array.from(document.querySelectorAll("[data-key]"), (item) => [item.dataset.key, item.dataset.public]),
);

/** A new element with a class and a text. */
function made(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** The certificate as a list of label and text. */
function listed(claims, holder) {
  const list = made("dl", "facts");
  for (const [label, text] of rows(claims, holder)) {
    const row = made("div");
    row.append(made("dt", "", label), made("dd", "", text));
    list.append(row);
  }
  return list;
}

/** Put one answer on the page and lead eye and screen reader to it. */
function show(saying, found) {
  const isGood = found.verdict === VALID;
  const head = made("h2", "", saying.word);
  head.tabIndex = -1;
  const sign = made("span", "sign", isGood ? "✓" : "!");
  sign.setAttribute("aria-hidden", "true");
  const bar = made("div", "bar");
  bar.append(sign, head);
  const body = made("div", "body");
  body.append(made("p", "reason", saying.reason));
  if (found.key) body.append(made("p", "", `Kunci pada sertifikat: ${found.key}`));
  if (isGood) body.append(listed(found.claims, found.holder));
  const steps = made("ul", "steps");
  steps.append(...saying.steps.map((step) => made("li", "", step)));
  body.append(made("h3", "", "Yang perlu dilakukan"), steps);
  if (!isGood && found.claims) {
    body.append(made("h3", "", "Yang benar ditandatangani dengan nomor ini"), listed(found.claims));
  }
  answer.dataset.verdict = found.verdict;
  answer.className = isGood ? "answer good" : "answer bad";
  clear(answer);
  answer.append(bar, body);
  answer.hidden = false;
  head.focus({ preventScroll: true });
  answer.scrollIntoView({ block: "start" });
}

/** Take everything out of an element. */
function clear(element) {
  while (element.firstChild) element.removeChild(element.firstChild);
}

/** Check what stands in the field. */
function examine() {
  if (!field.value.trim()) {
    field.focus();
    return;
  }
  try {
    const found = check(field.value, keys);
    show(SAYINGS[found.verdict], found);
  } catch (fault) {
    show(FAULT, { verdict: "fault" });
  }
}

/** Take the answer away: it must not stand beside a text that it was not about. */
function withdraw() {
  answer.hidden = true;
  clear(answer);
  note.textContent = "";
}

/** Forget what was pasted: the next paper starts with an empty field. */
function forget() {
  withdraw();
  field.value = "";
  field.focus();
}

/** Read the chosen photo and check what its code says. */
async function examinePhoto(event) {
  const chooser = event.target;
  const file = chooser.files[0];
  if (!file) return;
  withdraw();
  field.value = "";
  note.textContent = PHOTO.reading;
  await new Promise((resolve) => setTimeout(resolve, 30)); // the words must be seen before the work begins
  try {
    const text = await textOf(file);
    note.textContent = text ? PHOTO.read : PHOTO.none;
    if (text) {
      field.value = text;
      examine();
    }
  } catch (fault) {
    note.textContent = PHOTO.broken;
  }
  chooser.value = ""; // the same photo may be chosen again
}

/** A text that came in the address, after the #. */
function takeFromAddress() {
  const given = location.hash.slice(1);
  if (!given) return;
  try {
    field.value = decodeURIComponent(given);
  } catch (fault) {
    field.value = given; // a stray % sign: then it was not encoded
  }
  examine();
}

byId("check").addEventListener("click", examine);
byId("forget").addEventListener("click", forget);
field.addEventListener("input", withdraw);
byId("photo").addEventListener("change", examinePhoto);
window.addEventListener("hashchange", takeFromAddress);
byId("not-ready").hidden = true;
byId("tool").hidden = false;
takeFromAddress();
