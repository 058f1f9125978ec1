"""The original's page: `streamlit_page.py MODEL PICTURE` answers once, as a fresh server would.

Streamlit's own AppTest runs the page in this process and uploads the picture; web server and browser are left out.
"""

import sys
from pathlib import Path

from streamlit.testing.v1 import AppTest


def page(path):
    """The steps of the original report's page. Streamlit runs it as a script: what it needs, it imports itself."""
    import keras
    import numpy as np
    import streamlit as st
    from PIL import Image

    model = st.cache_resource(keras.models.load_model)(path)
    st.title("Handwritten digits")
    file = st.file_uploader("A picture of a digit", type=["png", "jpg"])
    if file:
        picture = Image.open(file).resize((64, 64)).convert("L")
        st.image(picture)
        pixels = np.asarray(picture, np.float32)[None, :, :, None] / 255
        st.write(str(model.predict(pixels, verbose=0).argmax()))


model, picture = sys.argv[1:]
shown = AppTest.from_function(page, args=(model,), default_timeout=600).run()
shown.file_uploader[0].set_value(("digit.png", Path(picture).read_bytes(), "image/png"))
shown.run()
if shown.exception:
    sys.exit(shown.exception[0].value)
print(shown.markdown[0].value)
