using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Gives the credential to use now: read from a file that rotates, made by a plugin, or fixed. Thread-safe.</summary>
public interface ICredentialSource : IAsyncDisposable
{
    /// <summary>
    /// The current credential. Cached while it is valid: asking before every request is cheap.
    /// </summary>
    /// <param name="rejected">
    /// The credential the server has just refused with 401, so that a fresh one is made; <c>null</c> when nothing was refused.
    /// When the cached credential is already another one, that one is given; when nothing newer can be had, the same object is given again.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="CredentialException">None can be had; the message says which entry, why, and the remedy.</exception>
    ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken);
}

/// <summary>What proves who is asking. Compared by reference: a rotated credential is a new object.</summary>
/// <param name="authorization">The <c>Authorization</c> header; <c>null</c> when a certificate alone is used, or nothing.</param>
/// <param name="clientCertificate">Certificate with its private key; <c>null</c> when none is used.</param>
/// <param name="intermediates">Certificates to send along with <paramref name="clientCertificate"/>, which its file holds after it.</param>
public sealed class Credential(
    AuthenticationHeaderValue? authorization, X509Certificate2? clientCertificate, X509Certificate2Collection? intermediates = null)
{
    /// <summary>No credential at all: the server decides what strangers may do.</summary>
    public static Credential Anonymous { get; } = new(null, null);

    /// <summary>The <c>Authorization</c> header; <c>null</c> when a certificate alone is used, or nothing.</summary>
    public AuthenticationHeaderValue? Authorization { get; } = authorization;

    /// <summary>Certificate with its private key; <c>null</c> when none is used.</summary>
    public X509Certificate2? ClientCertificate { get; } = clientCertificate;

    /// <summary>Certificates between <see cref="ClientCertificate"/> and its authority, to be sent along with it; may be empty.</summary>
    public X509Certificate2Collection Intermediates { get; } = intermediates ?? [];
}

/// <summary>A credential cannot be had. The message is for people and never holds a secret.</summary>
/// <param name="message">Which entry, why, and the remedy.</param>
/// <param name="innerException">The cause.</param>
public sealed class CredentialException(string message, Exception? innerException = null) : Exception(message, innerException);
