"""Drives headless Chromium as the lines on standard input say, each a JSON object with "do":

open    "address" in the current tab
tab     opens a new tab, or shows the one of "number"
script  runs "text" in the page and answers what it returns
log     answers what the browser complained about
size    makes the window "width" wide
picture saves what is seen as "file"
"""

import json
import sys

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service


def browser(is_dark):
    options = Options()
    for argument in [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--window-size=1400,900",
    ]:
        options.add_argument(argument)
    if is_dark:
        options.add_argument("--blink-settings=preferredColorScheme=0")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = "/usr/bin/chromium"
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def do(driver, order):
    kind = order["do"]
    if kind == "open":
        driver.get(order["address"])
    elif kind == "tab":
        if "number" in order:
            driver.switch_to.window(driver.window_handles[order["number"]])
        else:
            driver.switch_to.new_window("tab")
    elif kind == "script":
        return driver.execute_script(order["text"])
    elif kind == "log":
        return [entry["message"] for entry in driver.get_log("browser")]
    elif kind == "size":
        driver.set_window_size(order["width"], 900)
    elif kind == "picture":
        driver.save_screenshot(order["file"])
    return None


def main():
    driver = browser("dark" in sys.argv)
    try:
        for line in sys.stdin:
            try:
                answer = {"value": do(driver, json.loads(line))}
            except WebDriverException as error:
                answer = {"error": str(error)}
            print(json.dumps(answer), flush=True)
    finally:
        driver.quit()


main()
