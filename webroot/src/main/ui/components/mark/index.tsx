/** The mark of the desk and its word. */
export const Mark = () => (
  <>
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="5" />
      <path d="M5.5 6.5h6M5.5 10h9M5.5 13.5h4.5M13.5 13.5h.5" />
    </svg>
    <span translate={false}>Quick Sell</span>
  </>
);
