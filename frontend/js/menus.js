// A menu made of <details data-module="app-menu"> works by itself; with this it also closes on
// Escape, giving the focus back, and when the person looks elsewhere.
export function closeMenus(page) {
  for (const menu of page.querySelectorAll('[data-module="app-menu"]')) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
    page.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }
}
