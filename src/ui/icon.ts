// The mark of the product: four tiles, one of them turned, as a tessera in a mosaic.

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#2f54c8"/>
<g fill="#fff"><rect x="7" y="7" width="8" height="8" rx="1.5"/><rect x="7" y="17" width="8" height="8" rx="1.5" opacity=".6"/>
<rect x="17" y="17" width="8" height="8" rx="1.5"/></g>
<rect x="17.6" y="6.4" width="8" height="8" rx="1.5" fill="#ffc857" transform="rotate(14 21.6 10.4)"/>
</svg>`;
