"""Both authorities' consoles in a real browser: the whole way from a police file to the chronology, and how pages are made.

usage: browse.py <concordat> <house> <folder for screenshots>

Plays the demo up to a step, lets it stand there, and goes through the pages as a person would: with a mouse and with the
keyboard alone, on a desk and on a telephone, with JavaScript and without. Ends with 1 and the reason if anything is wrong.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

PROGRAM, HOUSE, SHOTS = sys.argv[1:4]
STEP = "B030"
DESK, PHONE = (1280, 900), (390, 844)
PATIENCE = 60


def fail(text):
    raise AssertionError(text)


def until(what, test, limit=PATIENCE):
    """Waits for a named event; a page that is being replaced meanwhile is asked again."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            found = test()
            if found:
                return found
        except (NoSuchElementException, StaleElementReferenceException):
            pass
        time.sleep(0.05)
    fail(f"did not happen within {limit} s: {what}")


class Town:
    """The demo, standing at a step of its story."""

    def __init__(self, folder):
        self.folder = folder
        self.log = open(folder + ".log", "w+", encoding="utf-8")
        command = [PROGRAM, "demo", "--fast", "--until", STEP, "--dir", folder, "--house", HOUSE]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)
        until("the story stands", self.stands, 400)

    def stands(self):
        self.process.poll() is None or fail("the demo ended: " + self.text()[-2_000:])
        return "The story stands at" in self.text()

    def text(self):
        self.log.flush()
        with open(self.log.name, encoding="utf-8") as log:
            return log.read()

    def url(self, code):
        with open(f"{self.folder}/{code}/console.yaml", encoding="utf-8") as file:
            return re.search(r"^url: (\S+)$", file.read(), re.M).group(1)

    def drop(self, code, export):
        shutil.copy(f"{self.folder}/story/exports/{export}", f"{self.folder}/{code}/drops/wmp-niche/.{export}")
        os.rename(f"{self.folder}/{code}/drops/wmp-niche/.{export}", f"{self.folder}/{code}/drops/wmp-niche/{export}")

    def say(self, *arguments, body=""):
        """Says something as Birmingham's casework, by command."""
        where = ["--clients", self.folder + "/clients.json", "--system", "bhm-csc/casework"]
        done = subprocess.run([PROGRAM, *arguments, *where], input=body, capture_output=True, text=True, check=False)
        done.returncode == 0 or fail(f"{arguments}: {done.stderr}")

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Browser:
    """Chromium, and what is looked at on every page."""

    def __init__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_page_load_timeout(PATIENCE)
        self.base = ""
        self.name = "desk"
        self.seen = set()
        self.faults = []
        self.expected = {503}
        self.size(DESK)

    def size(self, size):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE},
        )
        self.width, self.height = size

    def scripts(self, are_on):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not are_on})

    # Going about

    def go(self, path):
        # On a busy machine the chronology is slow, and a page says so; as it says, it is asked for again.
        for _ in range(8):
            self.driver.get(self.base + path)
            if "does not answer just now" not in self.driver.title:
                return
        fail("the broker does not answer for " + path)

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def text(self):
        return self.find("main").text

    def says(self, words, limit=PATIENCE):
        until(f"{words!r} on {self.driver.current_url}", lambda: words in self.find("main").text, limit)

    def press(self, css):
        # A page that is told of news may replace a link at the moment it is pressed.
        def attempt():
            try:
                self.find(css).click()
                return True
            except WebDriverException as error:
                if "intercepted" in str(error):
                    self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", self.find(css))
                return False

        until("pressed " + css, attempt, 10)

    def link(self, words):
        until("the link " + words, lambda: self.driver.find_elements(By.PARTIAL_LINK_TEXT, words))[0].click()

    def sign_in(self, base, person):
        self.base = base
        self.go("/sign-in")
        if not self.all("main form"):
            self.press("form.visitor button")
            self.says("You are signed out")
            self.go("/sign-in")
        self.press("main button")
        self.press("#person-" + person.replace("/", "-").replace(".", "-"))
        until("signed in", lambda: self.all("form.visitor"))

    # What every page must be

    def look(self, name):
        """Takes a picture of a page, and holds it against the habits of the house."""
        key = f"{name}-{self.name}"
        if key in self.seen:
            return
        self.seen.add(key)
        self.picture(key)
        faults = self.driver.execute_script(CHECKS)
        self.faults += [f"{key}: {fault}" for fault in faults]
        for line in self.driver.get_log("browser"):
            words = line["message"]
            if line["level"] == "SEVERE" and not any(f"status of {code}" in words for code in self.expected):
                self.faults.append(f"{key}: the browser says: {words}")

    def picture(self, name):
        metrics = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})
        height = min(int(metrics["cssContentSize"]["height"]), 4_000)
        width, own = self.width, self.height
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": max(height, own), "deviceScaleFactor": 1, "mobile": width == PHONE[0]},
        )
        self.driver.save_screenshot(f"{SHOTS}/{name}.png")
        self.size((width, own))

    def keys(self, *keys):
        active = self.driver.switch_to.active_element
        for key in keys:
            active.send_keys(key)
            active = self.driver.switch_to.active_element

    def tab_to(self, css, limit=80):
        """Goes on with the tabulator until an element has the focus, and sees that each stop shows it."""
        for _ in range(limit):
            self.keys(Keys.TAB)
            is_there, shows, what = self.driver.execute_script(FOCUS, css)
            shows or fail(f"the focus is not seen on {what}")
            if is_there:
                return
        fail("the keyboard does not reach " + css)


# Labels, names, headings, contrast (WCAG 2.2 AA: 4.5, or 3 for large text), width, nothing from elsewhere.
CHECKS = r"""
const faults = [];
const note = (text) => { if (faults.length < 8) faults.push(text); };
const shown = (e) => { const s = getComputedStyle(e), b = e.getBoundingClientRect();
  return s.visibility !== 'hidden' && s.display !== 'none' && b.width > 1 && b.height > 1 && e.checkVisibility(); };
if (document.documentElement.lang !== 'en-GB') note('no language');
if (!/ - .* Concordat$/.test(document.title)) note('title ' + document.title);
if (document.querySelectorAll('h1').length !== 1) note('not one h1');
let level = 0;
for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
  if (!h.textContent.trim()) note('empty heading');
  if (h.closest('.fault,.done')) continue;  // Before everything, as what it is about is not.
  const own = Number(h.tagName[1]);
  if (own > level + 1) note('heading ' + h.textContent.slice(0, 40) + ' skips from ' + level);
  level = own;
}
for (const part of ['header', 'main', 'footer']) if (!document.querySelector(part)) note('no ' + part);
if (!document.querySelector('a.skip[href="#main"]')) note('no skip link');
const ids = new Set();
for (const e of document.querySelectorAll('[id]')) { if (ids.has(e.id)) note('id twice: ' + e.id); ids.add(e.id); }
for (const e of document.querySelectorAll('input:not([type=hidden]),select,textarea'))
  if (!e.labels.length || ![...e.labels].some((l) => l.textContent.trim())) note('no label: ' + e.name);
for (const e of document.querySelectorAll('fieldset')) if (!e.querySelector('legend')) note('no legend');
for (const e of document.querySelectorAll('a,button,summary')) {
  const name = (e.getAttribute('aria-label') || e.textContent).trim();
  if (!name) note('no name: ' + e.outerHTML.slice(0, 60));
  const box = e.getBoundingClientRect();
  if (shown(e) && e.tagName === 'BUTTON' && box.height < 24) note('small target: ' + name);
}
for (const e of document.querySelectorAll('svg')) if (!e.closest('a') && !e.getAttribute('aria-label')) note('svg without words');
for (const e of document.querySelectorAll('th')) if (!e.scope) note('th without scope');
for (const e of document.querySelectorAll('[aria-describedby]'))
  if (!document.getElementById(e.getAttribute('aria-describedby'))) note('describes nothing: ' + e.outerHTML.slice(0, 60));
for (const e of document.querySelectorAll('a[href^="#"]'))
  if (!e.closest('svg') && !document.getElementById(e.getAttribute('href').slice(1))) note('leads nowhere: ' + e.getAttribute('href'));
const colour = (text) => { const n = text.match(/[\d.]+/g).map(Number); return {c: n.slice(0, 3), a: n.length > 3 ? n[3] : 1}; };
const light = (c) => { const l = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
const ground = (e) => { for (; e; e = e.parentElement) { const b = colour(getComputedStyle(e).backgroundColor); if (b.a > 0.99) return b.c; } return [255, 255, 255]; };
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || !shown(e) || e.closest('.skip,.hidden')) continue;
  const style = getComputedStyle(e), inDrawing = e.namespaceURI.endsWith('svg');
  const own = colour(inDrawing ? style.fill : style.color).c, back = ground(inDrawing ? e.closest('svg').parentElement : e);
  const [a, b] = [light(own), light(back)].sort((x, y) => y - x);
  const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
  if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) note('contrast ' + ((a + 0.05) / (b + 0.05)).toFixed(2) + ': ' + walker.currentNode.textContent.trim().slice(0, 40));
}
if (document.documentElement.scrollWidth > innerWidth + 1) {
  const wide = [...document.querySelectorAll('main *')].find((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('figure,svg,.hidden'));
  note('wider than the window: ' + (wide ? wide.outerHTML.slice(0, 80) : '?'));
}
for (const r of performance.getEntriesByType('resource')) if (new URL(r.name).origin !== location.origin) note('from elsewhere: ' + r.name);
return faults;
"""

FOCUS = r"""
const e = document.activeElement, s = getComputedStyle(e);
const shape = e.querySelector ? e.querySelector('svg a:focus-visible path, svg a:focus-visible circle') : null;
const drawn = e.closest('svg') && e.querySelector('circle,path');
const shows = e === document.body || s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none'
  || drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 3;
return [e.matches(arguments[0]), Boolean(shows), e.outerHTML.slice(0, 80)];
"""


def lead_professional(browser, town):
    """The incident is dropped by police while the inbox is open, is seen, answered, and read in the chronology."""
    browser.sign_in(town.url("E08000025"), "bhm-csc/nadia.bloom")
    browser.look("inbox")
    browser.go("/inbox")
    before = len(browser.all("#waiting .card"))
    town.drop("E08000025", "police-2017-01-15.csv")
    # Nobody loads the page again: it hears of it.
    until("the incident shows by itself", lambda: len(browser.all("#waiting .card")) > before)
    browser.look("inbox-with-incident")
    browser.link("domestic incident")
    browser.says("Neighbour heard a baby scream")
    browser.look("concern")
    browser.expected = {422, 503}
    browser.press("#answer")
    browser.says("There is a problem")
    browser.find(".fault") == browser.driver.switch_to.active_element or fail("the summary of faults has no focus")
    browser.look("concern-fault")
    browser.press("#decision")
    browser.find("#reason").send_keys("Visiting tonight with the duty worker; strategy discussion asked for.")
    browser.press("#answer")
    browser.says("Your answer is recorded")
    browser.says("You said that you are acting on it")
    browser.look("inbox-answered")
    browser.go("/inbox?show=all")
    browser.look("inbox-all")


def child(browser, town):
    browser.go("/children")
    browser.says("C-1042")
    browser.look("children")
    browser.find("#case").send_keys("C-1042")
    browser.press(".search button")
    browser.says("Child protection plan")
    "Tasha Hartley" in browser.find(".genogram").get_attribute("aria-label") or fail("no mother in the family")
    browser.look("case")
    browser.link("The whole chronology")
    browser.says("Neighbour heard a baby scream")
    entry = [e for e in browser.all("li.entry") if "baby scream" in e.text][0]
    entry.find_element(By.TAG_NAME, "summary").click()
    until("the answer is in the chronology", lambda: "I am acting on it" in entry.text)
    browser.look("chronology")
    count = len(browser.all("li.entry"))
    browser.press(".filter summary")
    Select(browser.find("#agency")).select_by_visible_text("Birmingham health visiting")
    browser.press(".filter button")
    browser.says("Health contact with a child or carer")
    len(browser.all("li.entry")) < count or fail("the filter by agency shows everything")
    browser.go("/cases/C-1042/chronology?known-on=2016-12-01")
    "baby scream" not in browser.text() or fail("what was not known yet is shown")
    browser.says("Drug or alcohol test result")
    table = browser.driver.execute_async_script(
        "const done = arguments[0]; fetch('/cases/C-1042/chronology.csv').then((a) => a.text()).then(done);"
    )
    "domestic incident" in table and table.count("\r\n") > 40 or fail("no table")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.find(".places").is_displayed() and fail("the navigation is printed")
    browser.picture("chronology-print")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def timeline(browser, town):
    browser.go("/cases/C-1042/timeline")
    browser.look("timeline")
    words = lambda: browser.find("#timeline .lead").text
    whole = words()
    browser.link("Zoom in")
    until("the timeline is nearer", lambda: words() != whole)
    "from=" in browser.driver.current_url or fail("the zoom is not in the address")
    near = words()
    browser.driver.execute_script(
        "const f = document.querySelector('#timeline figure'), b = f.getBoundingClientRect();"
        "f.dispatchEvent(new WheelEvent('wheel', {deltaY: -200, clientX: b.left + b.width / 2, clientY: b.top + 40,"
        " bubbles: true, cancelable: true}))"
    )
    until("the wheel zooms", lambda: words() != near)
    browser.look("timeline-near")


def keyboard(browser, town):
    """Signing in and answering without a mouse."""
    browser.press("form.visitor button")
    browser.says("You are signed out")
    browser.look("signed-out")
    browser.go("/sign-in")
    browser.look("sign-in")
    browser.tab_to("a.skip", 3)
    browser.tab_to("main button")
    browser.keys(Keys.ENTER)
    browser.says("Who do you want to be?")
    browser.look("demo-people")
    browser.tab_to("#person-bhm-csc-nadia-bloom")
    browser.keys(Keys.ENTER)
    until("signed in", lambda: browser.all("form.visitor"))
    browser.go("/inbox")
    browser.tab_to("#waiting .card h2 a")
    browser.keys(Keys.ENTER)
    browser.says("Your answer")
    browser.tab_to("input[name=decision]")
    browser.keys(Keys.SPACE)
    browser.keys(Keys.ARROW_DOWN)
    browser.tab_to("#reason")
    browser.keys("Seen her; she is safe with her aunt.")
    browser.tab_to("#answer")
    browser.keys(Keys.ENTER)
    browser.says("Your answer is recorded")


def duty_manager(browser, town):
    """On a telephone and without JavaScript: the case that nobody holds is allocated, and the transfer accepted."""
    browser.name = "phone"
    browser.size(PHONE)
    browser.scripts(False)
    browser.sign_in(town.url("E08000029"), "sol-csc/colin.speight")
    browser.go("/duty")
    browser.says("Nobody holds the case")
    browser.look("duty")
    browser.link("Allocate")
    browser.look("allocate")
    browser.press("main form button")
    browser.says("There is a problem")
    browser.look("allocate-fault")
    Select(browser.find("#staff")).select_by_visible_text("Beth Arlow, qualified")
    browser.press("main form button")
    browser.says("The case is allocated")
    "S-2077" not in browser.text() or fail("the case is still unallocated")
    browser.look("duty-done")
    browser.go("/duty/lateness")
    browser.look("lateness")
    browser.go("/transfers")
    browser.look("transfers")
    browser.press(".card a")
    browser.says("has the offer")
    browser.look("transfer")
    browser.link("Accept responsibility")
    browser.look("accept")
    browser.press("main form button")
    browser.says("There is a problem")
    browser.driver.execute_script("document.querySelector('#conference').value = '2017-01-19'")
    browser.press("main form button")
    browser.says("Recorded")
    browser.says("Birmingham and Solihull")
    browser.look("transfer-accepted")
    for path, name in [("/inbox", "inbox"), ("/children", "children"), ("/cases/S-2077", "case"), ("/meetings", "meetings")]:
        browser.go(path)
        browser.look(name)
    browser.go("/cases/S-2077/timeline")
    browser.link("Zoom out")
    browser.says("entries")
    browser.look("timeline")
    browser.go("/cases/S-2077/chronology")
    browser.look("chronology")


def outsider(browser, town):
    """Somebody who is not on the case says why, and whoever answers for information sees it."""
    browser.sign_in(town.url("E08000029"), "sol-csc/martin.gray")
    browser.go("/cases/S-2077")
    browser.says("Why do you need to open this case?")
    browser.look("reason")
    browser.find("#reason").send_keys("too short"[:9])
    browser.press("main form button")
    browser.says("There is a problem")
    browser.find("#reason").clear()
    browser.find("#reason").send_keys("I chair her conference tomorrow and nobody sent the plan.")
    browser.press("main form button")
    browser.says("Who is involved")
    browser.scripts(True)
    browser.name = "desk"
    browser.size(DESK)
    browser.sign_in(town.url("E08000029"), "sol-csc/una.keane")
    browser.go("/governance")
    until("the reason is heard of", lambda: "nobody sent the plan" in browser.text())
    "Martin Gray" in browser.text() and "Chronology of S-2077" in browser.text() or fail("the reads are not shown")
    browser.look("governance")
    browser.go("/governance/entry?seq=9")
    browser.look("governance-entry")
    browser.go("/governance/proofs?from=5&to=20")
    browser.says("Every receipt is accounted for")
    browser.look("governance-proofs")
    for path, name in [("/duty", "duty"), ("/transfers", "transfers"), ("/sessions", "sessions")]:
        browser.go(path)
        browser.look(name)
    browser.expected = {403, 404, 422, 503}
    browser.go("/nowhere")
    browser.look("not-found")


def both_sides(browser, town):
    """The offerer sees the acceptance, the chair the meetings."""
    browser.sign_in(town.url("E08000025"), "bhm-csc/denise.okafor")
    browser.go("/transfers")
    until("the acceptance has come", lambda: browser.go("/transfers") or "has the acceptance" in browser.text())
    browser.press(".card a")
    browser.look("transfer-offerer")
    browser.sign_in(town.url("E08000025"), "bhm-csc/gareth.poole")
    browser.go("/meetings")
    browser.look("meetings")


def stay(browser, town):
    """A family goes away for a time: the stay is offered, held meanwhile and ended, each with a button."""
    person = {"role": "child", "name": "Ida Moss", "identifiers": [{"scheme": "bhm-csc", "value": "NEW-1"}]}
    case = {"case": "C-2001", "children": [person], "legal-basis": "s17", "opened": "2017-01-05"}
    town.say("publish", "casefile.opened", "-", body=json.dumps(case))
    notice = ["--to", "E08000029", "--case", "C-2001=bhm-csc:NEW-1", "--from-date", "2017-01-05", "--temporary"]
    town.say("transfer", "notify", "--transfer", "TR-2001", *notice)

    def shows(words):
        until(f"{words!r} is shown", lambda: browser.go("/transfers/TR-2001") or words in browser.text())

    def fill(**fields):
        for name, text in fields.items():
            browser.find("#" + name).send_keys(text)

    browser.sign_in(town.url("E08000025"), "bhm-csc/denise.okafor")
    shows("Offer a temporary stay")
    browser.link("Offer a temporary stay")
    browser.look("stay-offer")
    fill(reason="Her mother is in hospital; she is with her aunt.", plan="The social worker sees her every week.")
    browser.press("main form button")
    browser.says("give a day")
    browser.look("stay-offer-fault")
    browser.driver.execute_script("document.querySelector('#until').value = '2017-06-30'")
    browser.press("main form button")
    browser.says("Recorded")
    browser.says("A temporary stay until 30 June 2017")
    browser.look("stay-offered")
    browser.go("/transfers")
    browser.says("until 30 June 2017")
    browser.sign_in(town.url("E08000029"), "sol-csc/colin.speight")
    shows("Hold for the meantime")
    "Accept responsibility" not in browser.text() or fail("a stay can be accepted")
    browser.link("Hold for the meantime")
    browser.look("stay-hold")
    fill(plan="We see her every week while she is here.")
    browser.press("main form button")
    browser.says("Recorded")
    browser.look("stay-held")
    browser.sign_in(town.url("E08000025"), "bhm-csc/denise.okafor")
    shows("holds for the meantime")
    shows("Make the stay permanent")
    browser.link("Make the stay permanent")
    browser.look("stay-permanent")
    browser.go("/transfers/TR-2001")
    browser.link("End the stay: the family is back")
    browser.look("stay-end")
    browser.press("main form button")
    browser.says("Recorded")
    shows("holds alone, the stay is over")
    browser.look("stay-ended")


def main():
    os.makedirs(SHOTS, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="concordat-browse-") as folder:
        start = time.monotonic()
        town = Town(folder + "/demo")
        print(f"the story stands after {time.monotonic() - start:.0f} s")
        browser = None
        try:
            browser = Browser()
            for part in [lead_professional, child, timeline, keyboard, duty_manager, outsider, both_sides, stay]:
                began = time.monotonic()
                part(browser, town)
                print(f"ok: {part.__name__}, {time.monotonic() - began:.1f} s")
        except Exception:
            if browser:
                browser.driver.save_screenshot(f"{SHOTS}/failed.png")
                print("at", browser.driver.current_url, file=sys.stderr)
            raise
        finally:
            if browser:
                browser.driver.quit()
            town.close()
        browser.faults and fail("pages that are not as they must be:\n" + "\n".join(browser.faults))
        print(f"{len(browser.seen)} pages looked at, {time.monotonic() - start:.0f} s")


main()
