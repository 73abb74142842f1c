export function bundleForNode(entry: string, name: string, outDir?: string): Promise<string>;
