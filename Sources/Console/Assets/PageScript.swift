/// The console's one script: everything works without it, and with it pages look again by themselves.
enum PageScript {
    static let path = "/assets/console.js?v=" + Secret.digest(text).prefix(12)

    static let text = """
        "use strict";
        (() => {
          const body = document.body;
          const same = (page) => page.split("#")[0];
          // Replaces the parts of the page that may have changed; never a form that somebody is filling in.
          const show = async (address, push) => {
            const answer = await fetch(address, {headers: {"Concordat-Live": "1"}, credentials: "same-origin"});
            if (!answer.ok || same(answer.url) !== same(new URL(address, location.href).href)) return false;
            const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
            const open = new Set();
            document.querySelectorAll("[data-live] li[id] details[open]").forEach((d) => open.add(d.closest("li").id));
            for (const part of document.querySelectorAll("[data-live]")) {
              const other = fresh.getElementById(part.id);
              if (!other || part.contains(document.activeElement) && document.activeElement.form) continue;
              const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
              const step = part.contains(document.activeElement) ? document.activeElement.dataset.step : null;
              part.replaceWith(document.importNode(other, true));
              const here = document.getElementById(part.id);
              open.forEach((id) => here.querySelector("#" + CSS.escape(id) + " details")?.setAttribute("open", ""));
              const again = step ? here.querySelector("[data-step=" + step + "]") : focused && [...here.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused);
              if (again) again.focus({preventScroll: true});
            }
            document.title = fresh.title;
            if (push) history.pushState(null, "", address);
            return true;
          };
          if (body.dataset.news) {
            let waiting = false;
            const source = new EventSource(body.dataset.news);
            source.addEventListener("news", () => {
              if (waiting) return;
              waiting = true;
              setTimeout(() => { waiting = false; show(location.href, false).catch(() => {}); }, 700);
            });
            source.addEventListener("end", () => source.close());
            addEventListener("pagehide", () => source.close());
          }
          const day = 86400000;
          const iso = (time) => new Date(time).toISOString().slice(0, 10);
          let timer = null;
          document.addEventListener("wheel", (event) => {
            const drawing = event.target.closest("#timeline figure");
            if (!drawing || !event.ctrlKey && Math.abs(event.deltaY) <= Math.abs(event.deltaX)) return;
            event.preventDefault();
            const part = document.getElementById("timeline");
            let first = part.pendingFirst || Date.parse(part.dataset.first), last = part.pendingLast || Date.parse(part.dataset.last);
            const box = drawing.getBoundingClientRect();
            const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
            const factor = event.deltaY < 0 ? 0.7 : 1.4;
            const length = Math.max(2 * day, Math.min(40 * 365 * day, (last - first) * factor));
            const at = first + (last - first) * share;
            first = at - length * share; last = first + length;
            part.pendingFirst = first; part.pendingLast = last;
            clearTimeout(timer);
            timer = setTimeout(() => {
              const address = new URL(location.href);
              address.searchParams.set("from", iso(first)); address.searchParams.set("to", iso(last));
              show(address.href, true).catch(() => {});
            }, 150);
          }, {passive: false});
          document.addEventListener("click", (event) => {
            const step = event.target.closest("a[data-step]");
            if (step && !event.metaKey && !event.ctrlKey) {
              event.preventDefault();
              show(step.href, true).then((done) => { if (!done) location.href = step.href; }).catch(() => { location.href = step.href; });
            }
            if (event.target.closest("[data-print]")) print();
          });
          addEventListener("popstate", () => location.reload());
          addEventListener("beforeprint", () => document.querySelectorAll("ol.story details").forEach((d) => d.setAttribute("open", "")));
          document.querySelectorAll("[data-print]").forEach((b) => { b.hidden = false; });
          document.querySelector(".fault")?.focus();
        })();
        """
}
