import type { Plugin } from 'vite';

/** A plugin for Vite: emits the page that draws diagrams into `diagram/`. `root` is the folder of the project. */
export declare function diagramPage(root: string): Plugin;
