// The words of the page in the language chosen: Vietnamese stands in the code, any other in its catalogue.

const catalogue = await words(document.documentElement.lang);

async function words(language) {
  if (language === "vi") return {};
  try {
    const reply = await fetch(new URL(`./words/${language}.json`, import.meta.url));
    return reply.ok ? await reply.json() : {};
  } catch {
    return {}; // The page still works, in Vietnamese.
  }
}

/** t`Đã chọn ${n} tệp`: the sentence in the language chosen; the catalogue knows it as "Đã chọn {0} tệp". */
export function t(parts, ...values) {
  const key = parts.reduce((text, part, at) => `${text}{${at - 1}}${part}`);
  return (catalogue[key] ?? key).replace(/\{(\d+)\}/g, (_, at) => values[at]);
}
