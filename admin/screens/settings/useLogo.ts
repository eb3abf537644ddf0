import { useState } from 'react';
import type { PickedLogo } from './settingsForm.ts';

/** A logo that is picked lives in this page until the settings are saved. */
export function useLogo(saved: string | undefined): PickedLogo {
  const [picked, setPicked] = useState<File | null | undefined>();
  const [read, setRead] = useState<{ readonly file: File; readonly url: string }>();
  const pick = (logo: File | null | undefined) => {
    setPicked(logo);
    if (!logo) return;
    const reader = new FileReader();
    reader.onload = () => setRead({ file: logo, url: String(reader.result) });
    reader.readAsDataURL(logo);
  };
  // That of a file picked before may be read after the one picked since.
  const url = read?.file === picked ? read?.url : undefined;
  // `data:image/png;base64,…`
  return { saved, picked, url, base64: picked === null ? null : url?.replace(/^[^,]*,/, ''), pick };
}
