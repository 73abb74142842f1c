import { BookLock } from 'lucide-react';
import { useReview } from '../../bridge/review-context';
import './review.css';

/** Says at the top of a window that it reviews, what, and what that means. */
export function ReviewBanner() {
  const review = useReview();
  if (review === null) return null;
  const notes = review.phase.type === 'ready' ? review.phase.notes : [];
  return (
    <div role="note" aria-label="Review" className="review-banner">
      <BookLock size={14} aria-hidden />
      <b>Review:</b>
      <span className="review-terms">read only, no network, keys locked</span>
      <span className="review-name" dir="auto" title={review.name}>
        {review.name}
      </span>
      {notes.map((note) => (
        <span key={note} className="review-note">
          {note}
        </span>
      ))}
    </div>
  );
}
