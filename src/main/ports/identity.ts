/** A new uuid v7. */
export type NewId = () => string;
