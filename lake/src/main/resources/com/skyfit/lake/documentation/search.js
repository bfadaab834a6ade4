"use strict";

// Finds pages and columns whose name or meaning has all the words; names count more than meanings.
const root = document.body.dataset.root;
const field = document.getElementById("search");
const found = document.getElementById("found");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const entries = INDEX.map((entry) => ({ ...entry, name: plain(entry.title), text: plain(entry.title + " " + entry.meaning) }));

function rank(entry, words) {
    if (!words.every((word) => entry.text.includes(word))) {
        return 0;
    }
    return 1 + words.filter((word) => entry.name.includes(word)).length + (entry.kind === "column" ? 0 : 0.5);
}

field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const hits = words.length === 0 ? [] : entries
        .map((entry) => ({ entry, rank: rank(entry, words) }))
        .filter((hit) => hit.rank > 0)
        .sort((one, other) => other.rank - one.rank)
        .slice(0, 50);
    found.replaceChildren(...hits.map(({ entry }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = root + entry.path;
        link.textContent = entry.title;
        const meaning = document.createElement("small");
        meaning.textContent = " " + entry.kind + ": " + entry.meaning;
        item.append(link, meaning);
        return item;
    }));
    found.hidden = hits.length === 0;
});
