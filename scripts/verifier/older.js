// What the kept libraries call and phones sold before 2021 lack. Imported first, so that it runs before they do.

if (!Object.hasOwn) {
  Object.hasOwn = (thing, name) => Object.prototype.hasOwnProperty.call(thing, name);
}
