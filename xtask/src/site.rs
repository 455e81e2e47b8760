//! The folder that the server serves: browser bundle, style sheet, icons, and compressed copies.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace::{Build, Workspace};
use crate::{bundle, style};

pub(crate) fn build(workspace: &Workspace, site: &Path, build: Build) -> Result<()> {
    let package = site.join("pkg");
    fs::create_dir_all(&package)?;
    delete_compressed(&package)?;
    style::build(workspace, &package)?;
    bundle::build(workspace, &package, build)?;
    copy_public(&workspace.root.join("frontend/public"), site)?;
    if build == Build::Release {
        for name in [bundle::WASM, bundle::SCRIPT, style::SHEET] {
            let sizes = compress(&package.join(name))?;
            eprintln!("{name}: {} bytes, {} with brotli", sizes.raw, sizes.brotli);
        }
    }
    Ok(())
}

/// A compressed copy is served in place of its file, so an old one would hide the new file.
fn delete_compressed(package: &Path) -> Result<()> {
    for entry in fs::read_dir(package)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "br" || extension == "gz")
        {
            fs::remove_file(&path).with_context(|| format!("deleting {}", path.display()))?;
        }
    }
    Ok(())
}

fn copy_public(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

struct Sizes {
    raw: usize,
    brotli: usize,
}

/// Writes `.br` and `.gz` beside the file.
fn compress(file: &Path) -> Result<Sizes> {
    let raw = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let mut brotli = Vec::new();
    let best = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut raw.as_slice(), &mut brotli, &best)?;
    fs::write(beside(file, "br"), &brotli)?;

    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&raw)?;
    fs::write(beside(file, "gz"), gzip.finish()?)?;
    Ok(Sizes {
        raw: raw.len(),
        brotli: brotli.len(),
    })
}

fn beside(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}
