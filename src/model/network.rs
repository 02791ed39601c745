//! The network of a sentence model: from tokens to numbers. It knows no text.

use std::borrow::Cow;
use std::sync::Arc;

use rten::{ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

/// A network, ready to run. Any number of threads may run it at once.
pub(super) struct Network {
    model: rten::Model,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
}

/// What an input of the network takes.
#[derive(Clone, Copy)]
enum Input {
    Tokens,
    Mask,
    Types,
}

/// What the network makes of the tokens.
pub(super) struct States {
    /// One row of numbers a token.
    pub numbers: Vec<f32>,
    /// How many numbers a row has.
    pub n_dimensions: usize,
}

impl Network {
    /// Opens an ONNX file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn open(file: Cow<'static, [u8]>) -> Result<Network, String> {
        let model = load(file)?;
        let inputs = inputs(&model)?;
        let output = *model.output_ids().first().ok_or("it has no output")?;
        Ok(Network { model, inputs, output })
    }

    /// What it makes of tokens.
    ///
    /// # Errors
    /// What it says of them.
    pub(super) fn run(&self, tokens: &[u32], pool: &Arc<ThreadPool>) -> Result<States, String> {
        let shape = [1, tokens.len()];
        let ids: Vec<i32> = tokens.iter().map(|id| i32::try_from(*id).unwrap_or(0)).collect();
        let tokens = NdTensor::<i32, 2>::from_data(shape, ids);
        let mask = NdTensor::<i32, 2>::full(shape, 1);
        let types = NdTensor::<i32, 2>::zeros(shape);
        let input = |(id, input): &(NodeId, Input)| -> (NodeId, ValueOrView<'_>) {
            let tensor = match input {
                Input::Tokens => &tokens,
                Input::Mask => &mask,
                Input::Types => &types,
            };
            (*id, tensor.view().into())
        };
        let inputs = self.inputs.iter().map(input).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        let [value]: [Value; 1] = self
            .model
            .run_n(inputs, [self.output], Some(options))
            .map_err(|error| error.to_string())?;
        let states: NdTensor<f32, 3> = value
            .try_into()
            .map_err(|_| "the first output is not one vector a token".to_owned())?;
        let [_, _, n_dimensions] = states.shape();
        Ok(States { numbers: states.to_vec(), n_dimensions })
    }
}

fn load(network: Cow<'static, [u8]>) -> Result<rten::Model, String> {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    let opened = match network {
        Cow::Borrowed(bytes) => options.load_static_slice(bytes),
        Cow::Owned(bytes) => options.load(bytes),
    };
    opened.map_err(|error| error.to_string())
}

/// What each input of the network takes, by its name.
fn inputs(network: &rten::Model) -> Result<Vec<(NodeId, Input)>, String> {
    let input = |id: &NodeId| {
        let node = network.node_info(*id);
        match node.as_ref().and_then(|node| node.name()) {
            Some("input_ids") => Ok((*id, Input::Tokens)),
            Some("attention_mask") => Ok((*id, Input::Mask)),
            Some("token_type_ids") => Ok((*id, Input::Types)),
            name => Err(format!(
                "the input {name:?} is not supported: expected input_ids, attention_mask, token_type_ids"
            )),
        }
    };
    network.input_ids().iter().map(input).collect()
}
