/** Thrown by a mapper for a record that holds no conversation; a person reads the sentence. */
export class UnreadableRecord extends Error {}
