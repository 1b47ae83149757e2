export { keepFilePicture, keepPicture, nameFilePicture, type PictureRefusal, pictureLimits, remakePicture } from './keep.ts'
export { isOwnPicture, type Pictures, pictureAddress, pictureWidths } from './names.ts'
export { type ShownPicture, showPicture } from './show.ts'
