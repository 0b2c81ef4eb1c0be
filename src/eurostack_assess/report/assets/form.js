// Keeps what is filled in, in this browser only, and saves it as a file. Nothing is sent anywhere.
(() => {
  "use strict";
  const form = document.querySelector("form");
  const meta = JSON.parse(form.dataset.meta);
  const say = JSON.parse(form.dataset.texts);
  const key = `eurostack-assess ${meta.form}`;
  const status = document.getElementById("status");
  const progress = document.getElementById("progress");
  const ACTIVE = new RegExp(form.dataset.active, "gu");

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
      const confidence = field(`c-${id}`).value;
      const revision = state.revisions[id] || 0;
      if (!value && !note && !confidence && !revision) continue;
      found[id] = { answer: /^\d+$/.test(value) ? Number(value) : value || "skipped", revision };
      if (note) found[id].note = note;
      if (confidence) found[id].confidence = confidence;
    }
    return found;
  }

  function votes() {
    const found = {};
    for (const id of meta.layers) {
      const value = field(`v-${id}`).value;
      const revision = state.revisions[`v-${id}`] || 0;
      if (value || revision) found[id] = { verdict: value || null, revision };
    }
    return found;
  }

  function file() {
    const ballot = { participant: state.participant, answers: answers(), votes: votes() };
    const name = line(field("who").value);
    const remark = line(field("remark").value);
    if (name) ballot.name = name;
    if (remark || state.revisions.remark) ballot.remark = { text: remark || null, revision: state.revisions.remark || 0 };
    const { framework, kind, name: about, language, questions } = meta;
    return {
      format: "eurostack-assess answers", format_version: 1, framework, kind, name: about, language, questions, ballot,
    };
  }

  // What a saved file says that this page can hold. Throws where it is no such file, before anything is changed.
  function understood(saved) {
    const { format, framework, kind, questions, ballot } = saved;
    const known = format === "eurostack-assess answers" && framework.id === meta.framework.id && kind === meta.kind;
    if (!known || !/^[0-9a-f]{16,64}$/.test(ballot.participant)) throw new Error("another file");
    const found = { participant: ballot.participant, clock: 0, revisions: {}, values: {}, left: 0 };
    const put = (name, value) => {
      const listed = field(name) instanceof RadioNodeList ? field(name) : field(name).options;
      const choices = listed ? [...listed].map((one) => one.value) : null;
      if (typeof value !== "string" || (choices && !choices.includes(value))) throw new Error("no such answer");
      found.values[name] = value;
    };
    const remember = (id, revision = 0) => {
      if (!Number.isSafeInteger(revision) || revision < 0) throw new Error("no such revision");
      found.revisions[id] = revision;
      found.clock = Math.max(found.clock, revision);
    };
    for (const [id, vote] of Object.entries(ballot.answers || {})) {
      if (!Object.hasOwn(meta.questions, id) || meta.questions[id] !== questions[id]) {
        found.left += 1;
        continue;
      }
      const { answer } = vote;
      if (!Number.isInteger(answer) && (typeof answer !== "string" || /^\d/.test(answer))) throw new Error("no answer");
      put(`q-${id}`, answer === "skipped" ? "" : String(answer));
      put(`n-${id}`, vote.note || "");
      put(`c-${id}`, vote.confidence || "");
      remember(id, vote.revision);
    }
    for (const [id, vote] of Object.entries(ballot.votes || {})) {
      if (!meta.layers.includes(id)) {
        found.left += 1;
        continue;
      }
      put(`v-${id}`, vote.verdict || "");
      remember(`v-${id}`, vote.revision);
    }
    put("who", ballot.name || "");
    put("remark", (ballot.remark && ballot.remark.text) || "");
    if (ballot.remark) remember("remark", ballot.remark.revision);
    return found;
  }

  function fill({ values, participant, clock, revisions }) {
    form.reset();
    for (const [name, value] of Object.entries(values)) field(name).value = value;
    state = { participant, clock, revisions };
    count();
  }

  function filledIn() {
    const said = [...Object.values(answers()), ...Object.values(votes())];
    return said.some((one) => one.note || one.verdict || (one.answer !== undefined && one.answer !== "skipped")) || line(field("remark").value);
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
    state.revisions[name.replace(/^[qnc]-/, "")] = state.clock;
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
      const found = understood(JSON.parse(await chosen.text()));
      if (!filledIn() || confirm(say["open-sure"])) {
        fill(found);
        keep();
        status.textContent = found.left ? say["opened-partly"].replace("{n}", found.left) : say.opened;
      }
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
  // The same form in another tab: what is filled in there is filled in here too, so that neither overwrites the other.
  addEventListener("storage", (event) => {
    if (event.key !== key) return;
    try {
      if (event.newValue) fill(understood(JSON.parse(event.newValue)));
    } catch {
      // not ours
    }
  });
  try {
    const kept = localStorage.getItem(key);
    if (kept) {
      fill(understood(JSON.parse(kept)));
      status.textContent = say.restored;
    }
  } catch {
    status.textContent = say["not-kept"];
  }
  count();
  form.querySelectorAll("[data-script]").forEach((part) => part.removeAttribute("hidden"));
})();
