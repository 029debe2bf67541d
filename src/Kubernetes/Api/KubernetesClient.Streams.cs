using System.Runtime.CompilerServices;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <content>Answers that are read while they arrive.</content>
public sealed partial class KubernetesClient
{
    /// <summary>Rows of one page, given to <paramref name="onRow"/> while the rest still arrives. A malformed object never ends the list.</summary>
    public async Task<ListMetadata> ListRowsAsync<T>(IRowReader<T> reader, string? ns, ListOptions options, Action<ReadResult<T>> onRow, CancellationToken cancellationToken)
        where T : class, IRow
    {
        using ApiResponse response = await transport.OpenStreamAsync(new ApiRequest(HttpMethod.Get, ApiPath.Collection(reader.Kind, ns).Query(options).ToString()), cancellationToken);

        // A list has an end, so unlike a watch it may not fall silent; it may take as long as it likes while it moves.
        using CancellationTokenSource silence = new(this.options.RequestTimeout, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            Stream body = await response.Message.Content.ReadAsStreamAsync(linked.Token);
            ListStreamParser<T> parser = new(reader, onRow, this.options.MaxObjectBytes);
            return await parser.ReadAsync(body, () => silence.CancelAfter(this.options.RequestTimeout), linked.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, $"The list of {reader.Kind} stopped arriving for {this.options.RequestTimeout.TotalSeconds:0} s.");
        }
    }

    /// <summary>
    /// Changes as they happen; ends when the server ends the stream at a line's end. Breaks off with <see cref="HttpRequestException"/> or
    /// <see cref="IOException"/> when the connection does, with <see cref="ApiStatusException"/> on an in-stream error.
    /// A line that is no event is given as malformed, with an empty key and version.
    /// </summary>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(IRowReader<T> reader, string? ns, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IRow
    {
        using ApiResponse response = await transport.OpenStreamAsync(new ApiRequest(HttpMethod.Get, ApiPath.Collection(reader.Kind, ns).Query(options).ToString()), cancellationToken);
        options.Opened?.Invoke();
        Stream body = await response.Message.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (WatchEvent<T> item in new WatchStreamParser<T>(reader, this.options.MaxObjectBytes).ReadAsync(body, cancellationToken))
        {
            yield return item;
        }
    }

    /// <summary>Lines of a container's log, each cut at 64 KiB. With <see cref="LogOptions.Follow"/> until the container ends.</summary>
    public async IAsyncEnumerable<string> ReadLogAsync(ObjectKey pod, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using ApiResponse response = await transport.OpenStreamAsync(new ApiRequest(HttpMethod.Get, ApiPath.Object(BuiltInKinds.Pod, pod, "log").Query(options).ToString(), "text/plain, */*"), cancellationToken);
        options.Opened?.Invoke();
        Stream body = await response.Message.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (string line in LineReader.ReadAsync(body, MaxLogLine, cancellationToken))
        {
            yield return line;
        }
    }
}
