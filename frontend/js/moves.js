// An evaluator whose own score is the one that is chosen has nothing to explain: their box goes
// away, and comes back when another score is chosen. Without this script the page shows the boxes
// of those whose score differs from what was chosen when it was made.
export function showMoves(scope) {
  const boxes = scope.querySelectorAll("[data-gave]");
  if (!boxes.length) return;
  const form = boxes[0].closest("form");
  form.addEventListener("change", (event) => {
    if (event.target.name !== "points") return;
    for (const box of boxes) box.hidden = box.dataset.gave === event.target.value;
  });
}
