// The plain tick serves until the widget that proves its work is on the page: then it goes, and its name with it.
for (const box of document.querySelectorAll("[data-security-check]")) {
  const plain = box.querySelector("[data-plain-check]");
  const robot = box.querySelector("altcha-widget, .g-recaptcha");
  const replace = () => {
    if (!robot.childElementCount) return false;
    const id = plain.dataset.plainCheck;
    plain.remove();
    robot.id = id;
    return true;
  };
  if (!replace()) {
    new MutationObserver((_, observer) => replace() && observer.disconnect()).observe(robot, { childList: true });
  }
}
