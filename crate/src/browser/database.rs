//! IndexedDB: what outlives the page, for this origin alone.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbObjectStoreParameters, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use super::timer;

/// How long opening may take, in seconds: the page does not wait for a disk that never answers.
const PATIENCE: i32 = 5;

/// One database with one store, whose records have their key in a member `id`.
#[derive(Clone, Debug)]
pub struct Database {
    database: IdbDatabase,
    store: &'static str,
}

impl Database {
    /// Opens the database, and makes it at the first time.
    ///
    /// # Errors
    /// The browser keeps nothing: a private window, no room, forbidden by its owner.
    pub async fn open(name: &str, store: &'static str) -> Result<Self, JsValue> {
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(JsValue::UNDEFINED)?;
        let request = factory.open_with_u32(name, 1)?;
        let upgrade = {
            let request = request.clone();
            Closure::once(move || {
                let keys = IdbObjectStoreParameters::new();
                keys.set_key_path(&"id".into());
                let database: Option<IdbDatabase> =
                    request.result().ok().and_then(|result| result.dyn_into().ok());
                // Where it fails, the first use of the store says so.
                database.map(|database| {
                    database.create_object_store_with_optional_parameters(store, &keys).is_ok()
                });
            })
        };
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let opened = Array::of2(&answer(&request), &timer::after(PATIENCE));
        let answered = JsFuture::from(Promise::race(&opened)).await;
        request.set_onupgradeneeded(None);
        answered?;
        // Still pending, it throws.
        let database = request.result()?.dyn_into()?;
        Ok(Self { database, store })
    }

    /// All records.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn all(&self) -> Result<Vec<JsValue>, JsValue> {
        let (_, store) = self.store(IdbTransactionMode::Readonly)?;
        let records: Array = settled(&store.get_all()?).await?.dyn_into()?;
        Ok(records.to_vec())
    }

    /// Puts a record in the place of the one with its key; done only once it is on the disk.
    ///
    /// # Errors
    /// There is no room, or the record is of a kind that the browser does not keep.
    pub async fn put(&self, record: &JsValue) -> Result<(), JsValue> {
        let (transaction, store) = self.store(IdbTransactionMode::Readwrite)?;
        store.put(record)?;
        committed(&transaction).await
    }

    /// Changes a record, if it is there still; whether it is. Nobody else can remove it or change it meanwhile.
    ///
    /// # Errors
    /// There is no room.
    pub async fn update(&self, key: &str, change: impl FnOnce(&JsValue)) -> Result<bool, JsValue> {
        let (transaction, store) = self.store(IdbTransactionMode::Readwrite)?;
        let record = settled(&store.get(&key.into())?).await?;
        if record.is_undefined() {
            return Ok(false);
        }
        change(&record);
        store.put(&record)?;
        committed(&transaction).await.map(|()| true)
    }

    /// Removes a record; done only once it is gone from the disk.
    ///
    /// # Errors
    /// It may still be there.
    pub async fn delete(&self, key: &str) -> Result<(), JsValue> {
        let (transaction, store) = self.store(IdbTransactionMode::Readwrite)?;
        store.delete(&key.into())?;
        committed(&transaction).await
    }

    fn store(&self, mode: IdbTransactionMode) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        let transaction = self.database.transaction_with_str_and_mode(self.store, mode)?;
        let store = transaction.object_store(self.store)?;
        Ok((transaction, store))
    }
}

/// What a request gives in the end.
async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    JsFuture::from(answer(request)).await?;
    request.result()
}

fn answer(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

async fn committed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    }))
    .await
    .map(drop)
}
