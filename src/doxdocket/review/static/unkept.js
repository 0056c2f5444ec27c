// Before any other script: nothing is kept in the browser, whichever library would (htmx keeps the path of a page).
"use strict";
Storage.prototype.setItem = () => { throw new DOMException("nothing is kept in this browser", "SecurityError"); };
