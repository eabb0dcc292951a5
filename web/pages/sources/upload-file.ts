import type { Import } from '../../../server/api/contract/import.ts';
import { ApiProblem, at } from '../../api.ts';

interface Upload {
  readonly file: File;
  readonly kind: string;
  readonly source: string;
  /** Hears how much of it has been sent, from 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/** Sends a file as it is, from the disk and not through memory. Throws an `ApiProblem` with a sentence for the person. */
export function uploadFile(organisation: string, { file, kind, source, onProgress, signal }: Upload): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', at(organisation, 'imports', { kind, source, fileName: file.name }));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 201) resolve(request.response as Import);
      else {
        const said = (request.response as { detail?: string } | null)?.detail;
        reject(new ApiProblem(request.status, said ?? `The file was not taken (${request.status}). Try again.`));
      }
    };
    request.onerror = () => reject(new ApiProblem(0, 'The file did not get through. Nothing was imported; try again.'));
    request.onabort = () => reject(new ApiProblem(0, 'The upload was cancelled. Nothing was imported.'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
