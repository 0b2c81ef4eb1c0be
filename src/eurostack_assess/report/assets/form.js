// Keeps what is filled in, in this browser only, and saves it as a file. Nothing is sent anywhere.
(() => {
  "use strict";
  const form = document.querySelector("form");
  const meta = JSON.parse(form.dataset.meta);
  const say = JSON.parse(form.dataset.texts);
  const key = `eurostack-assess ${meta.form}`;
  const status = document.getElementById("status");
  const progress = document.getElementById("progress");
  const ACTIVE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;

  const fresh = () => ({ participant: number(), clock: 0, revisions: {} });
  const number = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const line = (text) => text.replace(ACTIVE, " ").replace(/\s+/g, " ").trim();
  const field = (name) => form.elements.namedItem(name);
  let state = fresh();
  let unsaved = false;

  function answers() {
    const found = {};
    for (const id of Object.keys(meta.questions)) {
      const value = field(`q-${id}`).value;
      const note = line(field(`n-${id}`).value);
      const revision = state.revisions[id] || 0;
      if (!value && !note && !revision) continue;
      found[id] = { answer: /^\d+$/.test(value) ? Number(value) : value || "skipped", revision };
      if (note) found[id].note = note;
    }
    return found;
  }

  function votes() {
    const found = {};
    for (const id of meta.layers) {
      const value = field(`v-${id}`).value;
      if (value) found[id] = { verdict: value, revision: state.revisions[`v-${id}`] || 0 };
    }
    return found;
  }

  function file() {
    const ballot = { participant: state.participant, answers: answers(), votes: votes() };
    const name = line(field("who").value);
    const remark = line(field("remark").value);
    if (name) ballot.name = name;
    if (remark) ballot.remark = { text: remark, revision: state.revisions.remark || 0 };
    const { framework, kind, name: about, language, questions } = meta;
    return {
      format: "eurostack-assess answers", format_version: 1, framework, kind, name: about, language, questions, ballot,
    };
  }

  function fill(saved) {
    const { ballot } = saved;
    form.reset();
    state = { participant: ballot.participant, clock: 0, revisions: {} };
    const remember = (id, revision) => {
      state.revisions[id] = revision || 0;
      state.clock = Math.max(state.clock, revision || 0);
    };
    for (const [id, vote] of Object.entries(ballot.answers || {})) {
      if (!(id in meta.questions)) continue;
      field(`q-${id}`).value = vote.answer === "skipped" ? "" : String(vote.answer);
      field(`n-${id}`).value = vote.note || "";
      remember(id, vote.revision);
    }
    for (const [id, vote] of Object.entries(ballot.votes || {})) {
      if (!meta.layers.includes(id)) continue;
      field(`v-${id}`).value = vote.verdict;
      remember(`v-${id}`, vote.revision);
    }
    field("who").value = ballot.name || "";
    field("remark").value = ballot.remark ? ballot.remark.text : "";
    if (ballot.remark) remember("remark", ballot.remark.revision);
    count();
  }

  function count() {
    const all = [...Object.keys(meta.questions).map((id) => `q-${id}`), ...meta.layers.map((id) => `v-${id}`)];
    const done = all.filter((name) => field(name).value).length;
    progress.textContent = say.progress.replace("{done}", done).replace("{all}", all.length);
  }

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify(file()));
      return true;
    } catch {
      return false;
    }
  }

  function changed(event) {
    const { name } = event.target;
    if (!name || event.target.type === "file") return;
    state.clock += 1;
    state.revisions[name.replace(/^[qn]-/, "")] = state.clock;
    unsaved = true;
    count();
    status.textContent = keep() ? say.kept : say["not-kept"];
  }

  function save() {
    keep();
    const blob = new Blob([JSON.stringify(file(), null, 1)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${meta.file}-${state.participant.slice(0, 6)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    status.textContent = say.saved.replace("{file}", link.download);
  }

  async function open(event) {
    const [chosen] = event.target.files;
    if (!chosen) return;
    try {
      const saved = JSON.parse(await chosen.text());
      if (saved.format !== "eurostack-assess answers" || saved.framework.id !== meta.framework.id) throw new Error("other");
      fill(saved);
      keep();
      status.textContent = say.opened;
    } catch {
      status.textContent = say["not-opened"];
    }
    event.target.value = "";
  }

  function clear() {
    if (!confirm(say["clear-sure"])) return;
    form.reset();
    state = fresh();
    unsaved = false;
    try {
      localStorage.removeItem(key);
    } catch {
      // nothing was kept
    }
    count();
    status.textContent = say.cleared;
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.querySelector("[data-do=clear]").addEventListener("click", clear);
  field("open").addEventListener("change", open);
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  try {
    const kept = localStorage.getItem(key);
    if (kept) {
      fill(JSON.parse(kept));
      status.textContent = say.restored;
    }
  } catch {
    status.textContent = say["not-kept"];
  }
  count();
  form.querySelectorAll("[data-script]").forEach((part) => part.removeAttribute("hidden"));
})();
