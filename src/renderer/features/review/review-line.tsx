/** Stands where the message box is otherwise. */
export function ReviewLine() {
  return (
    <p className="review-line">
      This is a review: everything can be read, searched and exported, and nothing changes.
    </p>
  );
}
