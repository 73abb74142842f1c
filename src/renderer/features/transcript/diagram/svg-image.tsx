import { useCallback, type CSSProperties } from 'react';

interface SvgImageProps {
  readonly svg: string;
  readonly alt: string;
  readonly className: string;
  readonly style?: CSSProperties;
  readonly onBroken: () => void;
}

/** An SVG as an image: in one nothing runs, loads or leads anywhere, whatever it holds. */
export function SvgImage({ svg, alt, className, style, onBroken }: SvgImageProps) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (image === null) return undefined;
      const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [svg],
  );
  return (
    <img ref={show} alt={alt} className={className} style={style} draggable={false} onError={onBroken} />
  );
}
