// @ts-check
import { imageURL, thumbnailSize, thumbnailURL } from '../model/paths.js';
import { ApiError, request } from './api.js';

/** A server without thumbnails answers 404 for each; once is enough to know. */
let thumbnails = true;

/**
 * The bytes of a picture: a thumbnail where one has enough pixels, else the file itself.
 * @param {{path: string, version: string}} image
 * @param {number|null} pixels null asks for the file itself
 * @param {AbortSignal} signal
 */
export async function pictureBytes(image, pixels, signal) {
  const size = pixels === null || !thumbnails ? null : thumbnailSize(pixels);
  if (size !== null) {
    try {
      return await bytesAt(thumbnailURL(image, size), signal);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
  }
  const bytes = await bytesAt(imageURL(image), signal);
  if (size !== null) thumbnails = false;
  return bytes;
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 */
async function bytesAt(url, signal) {
  const response = await request(url, { signal });
  return response.blob();
}
