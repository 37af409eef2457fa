// @ts-check

/** @param {string} path a path as JSON gives it, beneath the root */
export const encodedPath = (path) => path.split('/').map(encodeURIComponent).join('/');

/** @param {{path: string, version: string}} image */
export const imageURL = ({ path, version }) => `/images/${encodedPath(path)}?v=${encodeURIComponent(version)}`;

/**
 * @param {{path: string, version: string}} image
 * @param {number} size
 */
export const thumbnailURL = ({ path, version }, size) =>
  `/thumbnails/${encodedPath(path)}?v=${encodeURIComponent(version)}&size=${size}`;

const THUMBNAILS = [128, 256, 512, 1024];

/**
 * The smallest thumbnail that still has every pixel needed; null asks for the original.
 * @param {number} pixels the longest side on screen
 */
export const thumbnailSize = (pixels) => THUMBNAILS.find((size) => size >= pixels) ?? null;

/** @param {string} path */
export const fileName = (path) => path.slice(path.lastIndexOf('/') + 1);
