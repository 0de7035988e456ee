select read_to from watermark where source = 'backup'
