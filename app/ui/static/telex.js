// Vietnamese as the Telex keys spell it, typed without an input method: "kees hoachj" is "kế hoạch".

/** What can follow the first consonants of a syllable, without tones. */
const RIMES = new Set(`a ai ao au ay am an ang anh ap at ac ach ăm ăn ăng ăp ăt ăc âu ây âm ân âng âp ât âc
e eo em en eng ep et ec ê êu êm ên ênh êp êt êch i iu im in inh ip it ich ia iêu iêm iên iêng iêp iêt iêc
o oi om on ong op ot oc oa oai oao oay oam oan oang oanh oap oat oac oach oăm oăn oăng oăt oăc oe oeo oen oet
ô ôi ôm ôn ông ôp ôt ôc ơ ơi ơm ơn ơp ơt u ui um un ung up ut uc ua uôi uôm uôn uông uôt uôc
uê uêch uênh uân uâng uât uây uơ uy uya uyên uyêt uyn uynh uyt uych uyu ư ưi ưu ưm ưn ưng ưt ưc ưa
ươi ươu ươm ươn ương ươp ươt ươc y yêu yêm yên yêng yêt ynh ych yt`.split(/\s+/));
const PLAIN = new Set([...RIMES].map(bare));
const ONSET = /^(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]|)/;
const TONES = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };
const ROOFED = { a: "â", e: "ê", o: "ô" };

function bare(rime) {
  return rime.normalize("NFD").replace(/[\u0302\u0306\u031b]/g, "");
}

/** The question as it was meant, where its words read as Telex and as nothing else; else null. */
export function meant(question) {
  if (!/^[\x20-\x7e]+$/.test(question)) return null;
  let read = 0;
  let strange = false;
  const words = question.replace(/[A-Za-z]+/g, (word) => {
    if (word.length > 1 && word === word.toUpperCase()) return word; // an abbreviation
    const lower = word.toLowerCase();
    const syllable = spelled(lower);
    if (!syllable) {
      strange ||= !split(lower, PLAIN);
      return word;
    }
    read += 1;
    return word === lower ? syllable : syllable[0].toUpperCase() + syllable.slice(1);
  });
  return read && !strange ? words : null;
}

/** Onset and rime of a syllable whose rime is one of these; null for no syllable. */
function split(word, rimes) {
  const [onset] = ONSET.exec(word);
  const ways = [onset, onset === "gi" ? "g" : null].filter((way) => way !== null);
  const found = ways.find((way) => rimes.has(word.slice(way.length)));
  return found === undefined ? null : [found, word.slice(found.length)];
}

/** The syllable that the keys spell; null where they spell none, or are plain letters. */
function spelled(keys) {
  const vowel = keys.search(/[aeiouy]/);
  if (vowel < 0) return null;
  const tones = [...keys.slice(vowel)].filter((key) => key in TONES);
  if (tones.length > 1) return null;
  const letters = keys.slice(0, vowel) + keys.slice(vowel).replace(/[sfrxj]/, "");
  for (const word of marked(letters)) {
    const parts = word !== keys && split(word, RIMES);
    if (parts) return parts[0] + toned(parts[1], TONES[tones[0]] ?? "");
  }
  return null;
}

/** The words that the letters may spell once the keys for đ, the roof, the horn and the bow are read. */
function marked(letters) {
  let word = letters.replace(/^dd/, "đ").replace(/^d(.*[aeiouy].*)d$/, "đ$1");
  word = word.replace(/([aeo])([a-z]*?)\1/, (_, letter, between) => ROOFED[letter] + between);
  if (!word.includes("w")) return [word];
  const rest = word.replace(/w/g, "");
  return [["uo", "ươ"], ["uo", "uơ"], ["ua", "ưa"], ["a", "ă"], ["o", "ơ"], ["uu", "ưu"], ["u", "ư"]]
    .filter(([from]) => rest.includes(from)).map(([from, to]) => rest.replace(from, to));
}

/** The rime with its tone where print has it: on the marked vowel, else before the end. */
function toned(rime, tone) {
  if (!tone) return rime;
  const vowels = rime.match(/^[aăâeêioôơuưy]+/)[0].length;
  const marks = [...rime].findLastIndex((letter) => "ăâêôơư".includes(letter));
  const at = marks >= 0 ? marks : vowels === 1 ? 0 : vowels === rime.length ? vowels - 2 : vowels - 1;
  return (rime.slice(0, at + 1) + tone + rime.slice(at + 1)).normalize("NFC");
}
