// Opens a menu that was not there yet when its button was pressed; see menu.js for the rest.
export const open = menu => menu.showPopover();
