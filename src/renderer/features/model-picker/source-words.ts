import type { OutputOf } from '#shared/contracts/index';
import type { Pricing } from '#shared/domain/pricing';

type Details = OutputOf<'model.details'>;
type Source = Details['sources']['name'];

const dayOf = (time: number): string => {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Who told it, and when; empty for what nobody told. */
export function sourceWords(source: Source, details: Details): string {
  switch (source) {
    case 'provider':
      return details.listedAt === null
        ? 'told by the provider'
        : `told by the provider on ${dayOf(details.listedAt)}`;
    case 'vendor':
      return `the maker’s page, read on ${details.vendorDate}`;
    case 'catalogue':
      return `catalogue of ${details.catalogueDate}`;
    case 'you':
      return 'you';
    case null:
      return '';
  }
}

export function priceSource(isOwn: boolean, { seenOn, source }: Pricing, details: Details): string {
  if (isOwn && source === 'you') return `your price of ${seenOn}`;
  const told = details.toldPricing;
  return told?.source === 'provider'
    ? `told by the provider on ${told.seenOn}`
    : `catalogue of ${details.catalogueDate}`;
}
