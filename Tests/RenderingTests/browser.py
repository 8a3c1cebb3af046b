"""Opens pages in headless Chromium and prints what a reader has before them, as JSON.

    browser.py PAGE...
"""

import json
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

LOOK = """
const visible = selector => [...document.querySelectorAll(selector)].filter(element => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === "visible";
});
return {
  headings: visible("h1, h2, h3").map(heading => heading.firstChild.textContent),
  inputs: visible(".cell .input pre").length,
  prompts: visible(".prompt").map(prompt => prompt.textContent).filter(text => text),
  outputs: visible(".cell .output .result > *").length,
  keywords: visible(".k").length,
  images: visible("img").map(image => image.naturalWidth),
  tables: visible("table").length,
  formulas: visible(".math").length,
  set: visible(".math .katex-html").length,
  broken: visible(".katex-error").length,
  buttons: visible("button.copy").length,
  contents: visible(".contents").length,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  back: getComputedStyle(document.body).backgroundColor,
  ran: window.ran || 0,
};
"""


def browser(width, dark):
    options = Options()
    for argument in [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        f"--window-size={width},900",
    ]:
        options.add_argument(argument)
    if dark:
        options.add_argument("--blink-settings=preferredColorScheme=0")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    # No window is as narrow as a phone.
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600,
    })
    return driver


def look(driver, page):
    driver.get_log("performance")
    driver.get("file://" + page)
    time.sleep(0.5)
    seen = driver.execute_script(LOOK)
    requests = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if not url.startswith("data:") and url != driver.current_url:
                requests.append(url)
    seen["requests"] = requests
    return seen


def main():
    result = {}
    for name, width, dark in [("wide", 1400, False), ("phone", 390, False), ("dark", 1400, True)]:
        driver = browser(width, dark)
        try:
            result[name] = [look(driver, page) for page in sys.argv[1:]]
        finally:
            driver.quit()
    print(json.dumps(result))


main()
