/*
 * The field that adds a model: with suggestions where the site has an index of its models, else it takes the address of a
 * model's page. A combobox as in https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ (list autocomplete).
 */
import { el } from "../dom.js";
import { folderOf } from "./models.js";

const SUGGESTIONS = 8;
/** Milliseconds without a key, after which something is looked for. */
const QUIET = 120;

/**
 * Make the field work.
 *
 * @param form With an input, a list below it, and a hint.
 * @param root Address of the site's root.
 * @param choose Told the folder of the model that was chosen.
 */
export function picker(form, root, choose) {
  const input = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const hint = document.getElementById(input.getAttribute("aria-describedby"));
  let finder = null;
  let active = -1;
  let timer = 0;
  let asking = 0;

  const open = () => {
    finder ??= import("../finder/finder.js")
      .then((engine) => engine.openFinder(root))
      .catch(() => {
        hint.textContent = "The address of its page, such as models/…/";
        return null;
      });
    return finder;
  };

  const close = () => {
    asking += 1;
    clearTimeout(timer);
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const take = (url) => {
    close();
    input.value = "";
    if (url) choose(url);
  };

  const mark = (index) => {
    const options = [...list.children];
    active = options.length ? (index + options.length) % options.length : -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === active ? "true" : "false"));
    if (active < 0) return;
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };

  const suggest = async () => {
    const text = input.value.trim();
    const mine = ++asking;
    const engine = text ? await open() : null;
    const found = engine ? await engine.find({ query: text, size: SUGGESTIONS }).catch(() => null) : null;
    if (mine !== asking) return; // Something else was typed meanwhile.
    if (!found?.models.length) return close();
    active = -1;
    list.replaceChildren(
      ...found.models.map((model, index) =>
        el(
          "li",
          { role: "option", id: `mh-compare-option-${index}`, "aria-selected": "false", "data-url": model.url },
          el("span", { dir: "auto" }, model.name),
          model.title && model.title !== model.name
            ? el("span.mh-note.mh-meaning", { dir: "auto" }, model.title)
            : null,
        ),
      ),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, QUIET);
  });
  input.addEventListener("focus", open, { once: true });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  // The pointer must not take the focus away before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("[data-url]")?.dataset.url));
  input.addEventListener("blur", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const options = [...list.children];
    const text = folderOf(input.value);
    const meant = options[active] ?? options.find((option) => option.dataset.url === text);
    // Of several that were found, nobody can tell which one is meant: the first is offered.
    if (!meant && options.length > 1) mark(0);
    else take(meant?.dataset.url ?? options[0]?.dataset.url ?? text);
  });
}
