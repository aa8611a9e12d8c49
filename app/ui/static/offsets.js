// Offsets of the service count Unicode code points; strings here count UTF-16 units.

export class Offsets {
  #astral = [];

  constructor(text) {
    this.text = text;
    let codePoint = 0;
    for (let unit = 0; unit < text.length; unit += 1, codePoint += 1) {
      const code = text.charCodeAt(unit);
      if (code >= 0xd800 && code <= 0xdbff && unit + 1 < text.length) {
        const low = text.charCodeAt(unit + 1);
        if (low >= 0xdc00 && low <= 0xdfff) {
          this.#astral.push(codePoint);
          unit += 1;
        }
      }
    }
    this.length = codePoint;
  }

  /** Code point offset → UTF-16 offset. */
  toUnit(codePoint) {
    const bounded = Math.max(0, Math.min(codePoint, this.length));
    return bounded + countBelow(this.#astral, bounded);
  }

  slice(start, end) {
    return this.text.slice(this.toUnit(start), this.toUnit(end));
  }
}

/** How many of the ascending numbers are smaller than the limit. */
function countBelow(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lower case without tone marks, one UTF-16 unit for one, so that positions hold. */
export function fold(text) {
  let folded = "";
  for (let unit = 0; unit < text.length; unit += 1) {
    const letter = text[unit].toLowerCase().normalize("NFD")[0] ?? text[unit];
    folded += letter === "đ" ? "d" : letter;
  }
  return folded;
}
